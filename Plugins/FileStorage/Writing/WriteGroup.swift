import SessionCore

/// What one write to the log makes true: the frames of all who came while the write before was under way.
struct WriteGroup: Sendable {
    /// Tells one caller what became of the group, nothing for success. Called without any lock.
    typealias Waiter = @Sendable (StorageError?) -> Void

    /// What a key held before the group.
    struct Before: Sendable {
        let key: SessionKey
        let stored: StoredSession?
    }

    var frames = ByteWriter()
    var befores: [Before] = []
    /// The epochs that principals had before the group, nothing where there was none.
    var epochs: [(principal: Principal, before: Timestamp?)] = []
    /// What the feed tells of the group, and up to where it forgets, once the group is in the log.
    var feed: [LogEntry] = []
    var waiters: [Waiter] = []

    var isEmpty: Bool { waiters.isEmpty && frames.bytes.isEmpty }
}
