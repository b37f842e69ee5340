/// What a window must know before the first frame it pulls.
package struct TerminalJoin: Sendable {
    /// The number of the terminal on its windows' connections.
    package let number: UInt32
    /// What was made of the position the window named.
    package let mode: OutputLogJoin.Mode
    /// Where the first frame begins.
    package let start: OutputPosition
    /// The offset after the last byte there is; history goes up to here, and what follows is live.
    package let headOffset: UInt64
    /// The size the terminal had at ``start``.
    package let startSize: TerminalSize
    /// The size the terminal has now.
    package let size: TerminalSize
    /// The window whose size it is.
    package let sizeOwner: String?
    /// Whether the process runs.
    package let state: TerminalState
}
