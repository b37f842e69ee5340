/// Sweeps without a pause, while others use the store, until nothing is left to sweep.
struct BenchSweeper: Sendable {
    let store: BenchStore
    let stop: BenchInterruption
    /// Told when nothing is left: what comes afterwards is no measurement of a sweep.
    let end: BenchInterruption

    /// Sweeps until nothing is due, the run is ended, or an instant has passed.
    func run(until deadline: UInt64) async -> CallerOutcome {
        // After all callers.
        var outcome = CallerOutcome(caller: .max)
        do {
            while !stop.isInterrupted, Monotonic.now < deadline {
                let count = try await store.sweep()
                guard count > 0 else { break }
                outcome.swept += count
                // A store in memory never suspends.
                await Task.yield()
            }
        } catch {
            outcome.failure = (error as? BenchFailure) ?? BenchFailure("a sweep failed: \(error)")
            stop.interrupt()
        }
        end.interrupt()
        return outcome
    }
}
