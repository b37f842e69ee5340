/// What a terminal's owner is told.
package enum TerminalNotice: Hashable, Sendable {
    /// A process was started; its output begins at this position.
    case started(OutputPosition)
    /// The terminal has another size, and `by` is the window that decided.
    case resized(TerminalSize, by: String)
    /// The size belongs to another window, or to none.
    case sizeOwner(String?)
    /// The process is gone, and all its output is in the log.
    case ended(TerminalExit)
}
