import Logging
import Synchronization

/// Says once for each sender that a header from it is ignored, and for a bounded number of senders.
final class StrangerLog: Sendable {
    private let logger: Logger
    private let seen = Mutex<Set<String>>([])

    init(logger: Logger) {
        self.logger = logger
    }

    func note(_ address: String?, header: String) {
        let address = address ?? "unknown"
        let isNew = seen.withLock { seen in
            seen.count < Limits.loggedStrangers && seen.insert(address).inserted
        }
        guard isNew else { return }
        logger.warning(
            "A header that only a trusted proxy may send came from elsewhere; it is ignored",
            metadata: ["header": "\(header)", "from": "\(address)"])
    }
}
