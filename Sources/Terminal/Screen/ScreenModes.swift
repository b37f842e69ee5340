/// The modes that programs set and reset.
struct ScreenModes: Hashable, Sendable {
    enum MouseTracking: Int, Sendable {
        case none = 0
        case press = 9
        case click = 1000
        case drag = 1002
        case any = 1003
    }
    enum MouseEncoding: Int, Sendable {
        case plain = 0
        case sgr = 1006
        case sgrPixels = 1016
    }

    var isInsert = false
    var isNewLine = false
    var isOrigin = false
    var isWraparound = true
    var isReverseWraparound = false
    var isApplicationCursor = false
    var isApplicationKeypad = false
    var isBracketedPaste = false
    var isFocusReporting = false
    var isCursorVisible = true
    var isSynchronized = false
    var mouseTracking = MouseTracking.none
    var mouseEncoding = MouseEncoding.plain
    /// The number of DECSCUSR, 1 to 6; 0 until a program sets one.
    var cursorStyle = 0
    /// Kitty keyboard flags in force, and those put aside.
    var keyboardFlags = 0
    var keyboardStack: [Int] = []
}
