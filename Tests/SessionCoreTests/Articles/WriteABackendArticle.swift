import SessionCore
import Synchronization

// What the article "Write a backend" shows, compiled and held to the promises.

/// The medium of the article: a list of what happened, instead of a file or a service.
final class Notebook: Sendable {
    private let pages = Mutex<[SessionChange]>([])

    var changes: [SessionChange] { pages.withLock { $0 } }

    func append(_ changes: [SessionChange]) throws(StorageError) {
        pages.withLock { $0 += changes }
    }
}

/// Sessions in a notebook: the table decides, the notebook keeps.
actor NotebookStorage: SessionStorage {
    private var table = SessionTable()
    private let notebook: Notebook

    init(_ notebook: Notebook) {
        self.notebook = notebook
        for change in notebook.changes { table.apply(change) }
    }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try write(table.create(record))
    }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        table.load(key, at: now)
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try write(table.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now))
    }

    func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try write(table.touch(key, idleDeadline: idleDeadline, at: now))
    }

    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try write(table.rotate(key, with: rotation, expecting: version, at: now))
    }

    func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try write(table.revoke(key, reason: reason, at: now))
    }

    func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int {
        try write(table.sweep(limit: limit, at: now))
    }

    private func write<Outcome>(_ decision: SessionDecision<Outcome>) throws(StorageError) -> Outcome {
        try notebook.append(decision.changes)  // all of them or none
        return table.perform(decision)  // and only now they count
    }
}

extension NotebookStorage: Sweepable {}

extension StorageDriver {
    /// Keeps sessions in a notebook of this process.
    static let notebook = StorageDriver(
        "notebook",
        abilities: [.sweepable],
        guarantees: [.none: "Nothing is left when the process ends."]
    ) { _ throws(StorageError) in
        NotebookStorage(Notebook())
    }
}
