/// Where a terminal is in its life.
package enum TerminalState: Hashable, Sendable {
    /// No process was asked for yet.
    case notStarted
    /// A process is being started; what is printed is its output already.
    case starting
    /// The process with this number runs.
    case running(pid: Int32)
    /// The process is gone; the last output is kept, and a restart is possible.
    case ended(TerminalExit)
}
