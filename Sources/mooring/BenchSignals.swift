import Foundation
import SessionBench
import UnixSignals

/// Ctrl-C and SIGTERM during a run: the first ends it in order, the second at once.
struct BenchSignals {
    private let stop: BenchInterruption
    private let signals: UnixSignalsSequence

    /// Begins to take the signals; they are answered within ``watch(_:)``.
    init(_ stop: BenchInterruption) async {
        self.stop = stop
        signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    }

    /// Does some work while signals are listened to.
    func watch<Answer: Sendable>(_ work: @escaping @Sendable () async -> Answer) async -> Answer {
        let stop = stop
        let signals = signals
        let watcher = Task {
            var count = 0
            for await _ in signals {
                count += 1
                guard count == 1 else { exit(1) }
                ConfigurationSource.tell("ending; once more to end at once")
                stop.interrupt()
            }
        }
        let answer = await work()
        watcher.cancel()
        return answer
    }
}
