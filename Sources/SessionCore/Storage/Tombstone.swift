/// What remains of a session that has ended: why, and for how long that is remembered.
public struct Tombstone: Sendable, Hashable {
    /// Where a rotated key still leads, and for how long.
    public struct Grace: Sendable, Hashable {
        /// The key the session moved to.
        public var successor: SessionKey
        /// The first instant at which the old key leads there no more.
        public var until: Timestamp

        /// Describes a grace.
        public init(successor: SessionKey, until: Timestamp) {
            self.successor = successor
            self.until = until
        }
    }

    /// The public name of the session. It stays in use for as long as the tombstone.
    public var handle: SessionHandle
    /// Why the session is no more.
    public var reason: EndReason
    /// The first instant at which a sweep removes the tombstone.
    public var deadline: Timestamp
    /// Where the key still leads after a rotation that granted a grace.
    public var grace: Grace?

    /// Makes a tombstone from its parts, as a store reads them back.
    public init(handle: SessionHandle, reason: EndReason, deadline: Timestamp, grace: Grace? = nil) {
        self.handle = handle
        self.reason = reason
        self.deadline = deadline
        self.grace = grace
    }

    /// Makes the tombstone of a session that ends at an instant. A grace ends with the tombstone at the latest.
    public init(of record: SessionRecord, reason: EndReason, endedAt now: Timestamp, grace: Grace? = nil) {
        let deadline = record.tombstoneDeadline(endedAt: now)
        self.init(
            handle: record.handle, reason: reason, deadline: deadline,
            grace: grace.map { Grace(successor: $0.successor, until: min($0.until, deadline)) })
    }
}
