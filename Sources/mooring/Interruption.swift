import Foundation
import Synchronization
import UnixSignals

/// Ctrl-C and SIGTERM during work that ends in order: the first is heeded at the next ``check(_:)``, the second at once.
final class Interruption: Sendable {
    /// What ``check(_:)`` throws.
    struct Asked: Error {
        /// What was done by then, what was not, and how to go on.
        let sentence: String
    }

    private let isAsked = Atomic(false)

    /// Throws when the person wishes to stop.
    ///
    /// - Parameter sentence: what the person is told then: where the work stands, and how it goes on.
    func check(_ sentence: @autoclosure () -> String) throws {
        if isAsked.load(ordering: .relaxed) { throw Asked(sentence: sentence()) }
    }

    /// Does some work while signals are listened to.
    func heed<Answer: Sendable>(_ work: @escaping @Sendable () async throws -> Answer) async throws -> Answer {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let watcher = Task {
            for await _ in signals {
                guard !isAsked.exchange(true, ordering: .relaxed) else { exit(1) }
                ConfigurationSource.tell("\nending; once more to end at once")
            }
        }
        defer { watcher.cancel() }
        return try await work()
    }
}
