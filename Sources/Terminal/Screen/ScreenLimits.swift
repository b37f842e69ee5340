/// Every bound of a screen model, with its unit and its reason.
package struct ScreenLimits: Sendable {
    /// Lines kept above the screen; what a window's own scrollback keeps.
    package var historyLines = 1000
    /// Cells kept above the screen, so that a wide terminal does not cost more than its share: 16 bytes each.
    package var historyCells = 1 << 18
    /// Bytes of one command string (title, link, query); longer ones are cut short and not acted on.
    package var stringBytes = 4 << 10
    /// Different links and underline colours on screen and in history together.
    package var decorations = 4096
    /// Different characters with combining marks, on screen and in history together.
    package var clusters = 4096
    /// Scalars in one cell: the character and its marks.
    package var clusterScalars = 16
    /// Titles that a program may put aside.
    package var titleStack = 10
    /// Kitty keyboard flags that a program may put aside.
    package var keyboardStack = 16
    /// Bytes of answers to queries that wait for the owner to take them.
    package var replyBytes = 4 << 10

    package init() {}
}
