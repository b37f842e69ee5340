import Dispatch
import Synchronization

/// Runs tasks one piece at a time, and lets a seed choose which of those that are ready goes next.
///
/// A store that suspends only where it waits for other tasks is so led through the same order by the same seed. One that
/// waits for a disk or a network is led through as many orders as there are chances, and may take another the next time.
final class SeededExecutor: TaskExecutor {
    private struct State {
        var ready: [UnownedJob] = []
        var generator: SeededGenerator
        var isHeld = true
        var isRunning = false

        /// Whether the caller is the one to run what is ready.
        mutating func claim() -> Bool {
            guard !isHeld, !isRunning, !ready.isEmpty else { return false }
            isRunning = true
            return true
        }
    }

    private let state: Mutex<State>
    private let queue = DispatchQueue(label: "session-testing.interleaving")

    init(seed: UInt64) {
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let mustRun = state.withLock { state in
            state.ready.append(job)
            return state.claim()
        }
        if mustRun { run() }
    }

    /// Begins, once everything that is to be chosen from is there.
    func release() {
        let mustRun = state.withLock { state in
            state.isHeld = false
            return state.claim()
        }
        if mustRun { run() }
    }

    private func run() {
        queue.async { [self] in
            while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
    }

    private func next() -> UnownedJob? {
        state.withLock { state in
            guard !state.ready.isEmpty else {
                state.isRunning = false
                return nil
            }
            return state.ready.remove(at: Int.random(in: state.ready.indices, using: &state.generator))
        }
    }
}
