import Synchronization

/// The wish to end a run early: callers see it within a call, and what was measured until then is reported.
package final class BenchInterruption: Sendable {
    private let flag = Atomic(false)

    /// Makes a wish nobody has had yet.
    package init() {}

    /// Ends the run at the next call.
    package func interrupt() {
        flag.store(true, ordering: .relaxed)
    }

    /// Whether the run should end.
    package var isInterrupted: Bool {
        flag.load(ordering: .relaxed)
    }
}
