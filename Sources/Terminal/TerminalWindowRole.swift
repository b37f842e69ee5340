/// What a window may do to a terminal.
package enum TerminalWindowRole: Hashable, Sendable {
    /// Sees everything, and changes nothing.
    case viewer
    /// Types, and takes part in deciding the size.
    case editor
}
