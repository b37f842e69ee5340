public import SessionCore
import Synchronization

/// Sessions in the memory of this process, and gone with it: for tests, for trials, and as the example to begin from.
///
/// An instance is one namespace; two instances share nothing. Every rule of the contract is a function of
/// ``SessionTable``; what is left for a store in memory is to hold a lock while the table decides and changes.
public final class MemoryStorage: SessionStorage {
    private let table = Mutex(SessionTable())

    /// Makes an empty store.
    public init() {}

    public func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try table.withLock { table throws(StorageError) in try table.perform(table.create(record)) }
    }

    public func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        table.withLock { $0.load(key, at: now) }
    }

    public func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try table.withLock { table throws(StorageError) in
            try table.perform(
                table.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now))
        }
    }

    public func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        table.withLock { $0.perform($0.touch(key, idleDeadline: idleDeadline, at: now)) }
    }

    public func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try table.withLock { table throws(StorageError) in
            try table.perform(table.rotate(key, with: rotation, expecting: version, at: now))
        }
    }

    public func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        table.withLock { $0.perform($0.revoke(key, reason: reason, at: now)) }
    }
}

extension MemoryStorage: PrincipalIndex {
    public func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        table.withLock { $0.sessions(of: principal, after: cursor, limit: limit, at: now) }
    }

    public func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        table.withLock { $0.perform($0.revokeSessions(of: principal, except: key, reason: reason, at: now)) }
    }

    public func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        table.withLock { _ = $0.perform($0.raiseEpoch(of: principal, to: instant)) }
    }

    public func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        table.withLock { $0.epochs[principal] }
    }

    /// How many sessions stand in the lists of all principals, ended but unswept ones included.
    public var listedSessions: Int {
        table.withLock { $0.listed }
    }
}

extension MemoryStorage: Sweepable {
    public func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int {
        let limit = min(max(limit, 1), Limits.sweepRecords)
        var count = 0
        while count < limit {
            // A part at a time: loads wait for no more than that.
            let part = min(limit - count, Limits.sweepPart)
            let swept = table.withLock { $0.perform($0.sweep(limit: part, at: now)) }
            count += swept
            if swept < part { break }
        }
        return count
    }
}

extension MemoryStorage: Exportable {
    public func export(after cursor: ExportCursor?, limit: Int) async throws(StorageError) -> ExportPage {
        try table.withLock { table throws(StorageError) in try table.export(after: cursor, limit: limit) }
    }

    public func restore(_ entries: [StoredEntry]) async throws(StorageError) {
        try table.withLock { table throws(StorageError) in try table.restore(entries) }
    }

    public func entries(of keys: [SessionKey]) async throws(StorageError) -> [StoredEntry] {
        try table.withLock { table throws(StorageError) in try table.entries(of: keys) }
    }
}

extension MemoryStorage: HealthCheckable {
    /// There is no medium that could fail: that the lock is given and a table takes and gives back a session is all.
    public func checkHealth(at now: Timestamp) async throws(StorageError) -> StorageHealth {
        let canary = SessionRecord(
            key: SessionToken.random().key, handle: .random(), kind: .workspace, owner: .workspace(.random()),
            createdAt: now, idleDeadline: .never, absoluteDeadline: .never, payload: [])
        return try table.withLock { table throws(StorageError) in
            let sessions = table.entries.count
            let isWritten = try table.perform(table.create(canary)) == .created
            let isRead = table.load(canary.key, at: now) == .live(canary)
            table.apply(.removed(canary.key))
            guard isWritten, isRead else { throw StorageError(.corrupt, "a session that was stored is not there") }
            return StorageHealth(facts: ["entries": String(sessions)])
        }
    }
}
