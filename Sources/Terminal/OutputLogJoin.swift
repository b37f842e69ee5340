/// How a reader begins.
package struct OutputLogJoin: Sendable {
    /// What was made of the position that the reader named.
    package enum Mode: Hashable, Sendable {
        /// It goes on exactly where it said.
        case exact
        /// What it said cannot be served; it begins anew, and may have missed bytes.
        case reanchor
        /// It named none, and begins with the history.
        case history
    }

    package let mode: Mode
    package let cursor: OutputCursor
    /// The size the terminal had where the reader begins; later sizes follow in the log.
    package let startSize: TerminalSize
}
