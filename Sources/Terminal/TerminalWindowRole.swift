/// What a window may do to a terminal.
package enum TerminalWindowRole: Hashable, Sendable {
    /// Sees everything, and changes nothing: where it cannot follow, the shell does not wait for it.
    case viewer
    /// Types, takes part in deciding the size, and is waited for while it takes something.
    case editor
}
