/// What few cells have and none should pay for: a link (OSC 8) and the colour of an underline.
struct ScreenDecoration: Hashable, Sendable {
    /// The address of the link; empty for none.
    var link: [UInt8] = []
    /// The link's `id=`, which ties its parts together; empty for none.
    var linkIdentifier: [UInt8] = []
    /// The underline's colour, tagged as in ``ScreenStyle``; 0 follows the text.
    var underlineColor: UInt32 = 0

    var isNone: Bool { link.isEmpty && underlineColor == 0 }
}
