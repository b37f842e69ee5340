public import SessionCore

/// Sessions in a text file: one line of JSON for each change, all of them read again at the start.
///
/// Each verb has three steps. The ``SessionTable`` decides what to answer and what must change for it; the journal
/// writes the change; the table applies it. When writing fails nothing has changed.
public actor JournalStorage: ClosableStorage {
    var table = SessionTable()
    private var journal: Journal?

    /// Opens the journal of a namespace in a folder, which is made when it is not there.
    ///
    /// Throws `misconfigured` when the folder cannot be used, `corrupt` when a line cannot be read.
    public init(folder: String, namespace: Namespace, durability: Durability) throws(StorageError) {
        let path = folder + "/" + namespace.text + ".journal"
        for change in try Journal.read(path) { table.apply(change) }
        journal = try Journal(folder: folder, path: path, table: table, isSynchronized: durability == .full)
    }

    public func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try write(table.create(record))
    }

    public func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        try checkOpen()
        return table.load(key, at: now)
    }

    public func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try write(table.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now))
    }

    public func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try write(table.touch(key, idleDeadline: idleDeadline, at: now))
    }

    public func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try write(table.rotate(key, with: rotation, expecting: version, at: now))
    }

    public func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try write(table.revoke(key, reason: reason, at: now))
    }

    public func close() async throws(StorageError) {
        try journal?.close()
        journal = nil
    }

    func write<Outcome>(_ decision: SessionDecision<Outcome>) throws(StorageError) -> Outcome {
        try checkOpen()
        try journal?.append(decision.changes)
        return table.perform(decision)
    }

    func checkOpen() throws(StorageError) {
        guard journal != nil else { throw StorageError(.unavailable, "the journal is closed") }
    }
}
