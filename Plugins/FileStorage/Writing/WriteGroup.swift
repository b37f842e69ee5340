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
    /// Changes that are made once the group is in the log: an epoch cannot be lowered again, and what it ends while its
    /// own frame is under way it would have ended a moment later.
    var epochs: [SessionChange] = []
    /// What the feed tells of the group, and up to where it forgets, once the group is in the log.
    var feed: [LogEntry] = []
    var waiters: [Waiter] = []

    var isEmpty: Bool { waiters.isEmpty && frames.bytes.isEmpty }
}
