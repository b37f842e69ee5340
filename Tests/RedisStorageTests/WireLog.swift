import Logging
import Synchronization

/// A logger at level trace and all that was logged through it.
final class WireLog: Sendable {
    private struct Handler: LogHandler {
        let log: WireLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.MetadataValue? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            log.lines.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:]) \(metadata)") }
        }
    }

    private let lines = Mutex<[String]>([])

    var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    var text: String { lines.withLock { $0.joined(separator: "\n") } }
}
