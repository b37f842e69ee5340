package import Logging
import Synchronization

/// Everything that was logged, at every level, with its metadata, as one text.
package final class LogMemory: Sendable {
    /// How many lines are kept.
    private static let lines = 100_000
    private let stored = Mutex<[String]>([])

    package init() {}

    /// The lines so far.
    package var text: String { stored.withLock { $0.joined(separator: "\n") } }

    /// A logger that writes here.
    package var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(memory: self) }
        logger.logLevel = .trace
        return logger
    }

    private func add(_ line: String) {
        stored.withLock { stored in
            if stored.count < LogMemory.lines { stored.append(line) }
        }
    }

    private struct Handler: LogHandler {
        let memory: LogMemory
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            memory.add("\(event.level) \(event.message) \(all)")
        }
    }
}
