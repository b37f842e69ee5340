/// How the process of a terminal ended.
public enum TerminalExit: Hashable, Sendable {
    /// It ended by itself, with this code (0...255).
    case exited(code: Int32)
    /// It was ended by the signal of this number.
    case signaled(Int32)
    /// It is gone, and nobody saw how: whoever watched it ended first.
    case lost
}
