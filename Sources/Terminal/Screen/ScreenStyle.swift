/// How a cell is drawn: colours as they were asked for, and attributes.
///
/// Colours stay tagged, so that a palette of the window's own applies: 0 is the default, the top byte is 1 for the
/// sixteen named colours, 2 for the 256 indexed ones and 3 for a direct 24-bit colour.
struct ScreenStyle: Hashable, Sendable {
    var foreground: UInt32 = 0
    var background: UInt32 = 0
    /// Attributes in the low half, the number of a ``ScreenDecoration`` in the high half.
    var attributes: UInt32 = 0

    static let bold: UInt32 = 1 << 0
    static let faint: UInt32 = 1 << 1
    static let italic: UInt32 = 1 << 2
    static let blink: UInt32 = 1 << 3
    static let inverse: UInt32 = 1 << 4
    static let invisible: UInt32 = 1 << 5
    static let struck: UInt32 = 1 << 6
    static let overlined: UInt32 = 1 << 7
    static let protected: UInt32 = 1 << 8
    private static let underlineShift: UInt32 = 9
    private static let underlineMask: UInt32 = 7 << underlineShift
    private static let decorationShift: UInt32 = 16

    static func named(_ index: UInt32) -> UInt32 { 1 << 24 | index }
    static func indexed(_ index: UInt32) -> UInt32 { 2 << 24 | index & 0xFF }
    static func direct(_ red: UInt32, _ green: UInt32, _ blue: UInt32) -> UInt32 {
        3 << 24 | (red & 0xFF) << 16 | (green & 0xFF) << 8 | blue & 0xFF
    }

    /// 0 for none, then single, double, curly, dotted, dashed.
    var underline: UInt32 {
        get { (attributes & Self.underlineMask) >> Self.underlineShift }
        set { attributes = attributes & ~Self.underlineMask | newValue << Self.underlineShift & Self.underlineMask }
    }

    /// The place in the table of decorations; 0 is none.
    var decoration: Int {
        get { Int(attributes >> Self.decorationShift) }
        set { attributes = attributes & 0xFFFF | UInt32(truncatingIfNeeded: newValue) << Self.decorationShift }
    }

    /// What an erased cell keeps: the background alone.
    var erased: ScreenStyle { ScreenStyle(background: background) }

    func has(_ attribute: UInt32) -> Bool { attributes & attribute != 0 }
}
