import Synchronization

/// Decides which of many uses of a session becomes a write.
final class TouchThrottle: Sendable {
    private let interval: Duration
    private let touched = Mutex<[SessionKey: Timestamp]>([:])

    /// How many sessions are remembered; beyond that the store's own record of the last touch decides.
    static let capacity = 65_536

    init(interval: Duration) {
        self.interval = interval
    }

    /// Whether this use should be written. At most one caller per interval and session is told so.
    ///
    /// - Parameter isProvisional: the session has less time than a use gives it, so the first use counts at once.
    func shouldTouch(_ record: SessionRecord, isProvisional: Bool, at now: Timestamp) -> Bool {
        guard isProvisional || isDue(since: record.touchedAt, at: now) else { return false }
        return touched.withLock { touched in
            if let last = touched[record.key], !isDue(since: last, at: now) { return false }
            if touched.count >= TouchThrottle.capacity {
                touched = touched.filter { !isDue(since: $0.value, at: now) }
                if touched.count >= TouchThrottle.capacity { touched.removeAll(keepingCapacity: true) }
            }
            touched[record.key] = now
            return true
        }
    }

    /// Takes back what ``shouldTouch(_:at:)`` allowed, when the write failed.
    func forget(_ key: SessionKey) {
        touched.withLock { _ = $0.removeValue(forKey: key) }
    }

    /// A clock that stepped back counts as due: better one write too many than a session that ends in use.
    private func isDue(since last: Timestamp, at now: Timestamp) -> Bool {
        let passed = now.since(last)
        return passed >= interval || passed < .zero
    }
}
