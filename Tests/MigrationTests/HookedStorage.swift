import SessionCore
import Synchronization

/// A real store that lets a test do something between two steps of whoever uses it.
final class HookedStorage: MigratableStorage, ClosableStorage {
    private let base: any MigratableStorage
    private let hook = Mutex<(@Sendable (ExportPage) async throws -> Void)?>(nil)
    private let restoring = Mutex<(@Sendable ([StoredEntry]) async throws -> Void)?>(nil)
    private let revokingAll = Mutex<(@Sendable () async throws -> Void)?>(nil)
    private let committing = Mutex<(@Sendable () -> Void)?>(nil)

    /// Whether commits are made and their answers lost.
    let losesAnswers = Flag()

    init(_ base: any MigratableStorage) {
        self.base = base
    }

    /// Has something done after each page was read, and before the caller gets it.
    func afterExport(_ body: @escaping @Sendable (ExportPage) async throws -> Void) {
        hook.withLock { $0 = body }
    }

    /// Has something done before entries are restored.
    func beforeRestore(_ body: @escaping @Sendable ([StoredEntry]) async throws -> Void) {
        restoring.withLock { $0 = body }
    }

    /// Has something done before all sessions of somebody are revoked.
    func beforeRevokingAll(_ body: @escaping @Sendable () async throws -> Void) {
        revokingAll.withLock { $0 = body }
    }

    /// Has something done after each commit, and before the caller is answered.
    func afterCommit(_ body: @escaping @Sendable () -> Void) {
        committing.withLock { $0 = body }
    }

    func export(after cursor: ExportCursor?, limit: Int) async throws(StorageError) -> ExportPage {
        let page = try await base.export(after: cursor, limit: limit)
        let body = hook.withLock { $0 }
        do {
            try await body?(page)
        } catch {
            throw StorageError(.invalid, "the hook of this test failed: \(error)")
        }
        return page
    }

    func restore(_ entries: [StoredEntry]) async throws(StorageError) {
        let body = restoring.withLock { $0 }
        do {
            try await body?(entries)
        } catch {
            throw StorageError(.invalid, "the hook of this test failed: \(error)")
        }
        try await base.restore(entries)
    }

    func entries(of keys: [SessionKey]) async throws(StorageError) -> [StoredEntry] { try await base.entries(of: keys) }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome { try await base.create(record) }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        try await base.load(key, at: now)
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        let outcome = try await base.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
        committing.withLock { $0 }?()
        if losesAnswers.isUp { throw StorageError(.unknown, "this test lost the answer") }
        return outcome
    }

    func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try await base.touch(key, idleDeadline: idleDeadline, at: now)
    }

    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try await base.rotate(key, with: rotation, expecting: version, at: now)
    }

    func revoke(_ key: SessionKey, reason: EndReason, at now: Timestamp) async throws(StorageError) -> RevokeOutcome {
        try await base.revoke(key, reason: reason, at: now)
    }

    func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        try await base.sessions(of: principal, after: cursor, limit: limit, at: now)
    }

    func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        let body = revokingAll.withLock { $0 }
        do {
            try await body?()
        } catch {
            throw StorageError(.invalid, "the hook of this test failed: \(error)")
        }
        return try await base.revokeSessions(of: principal, except: key, reason: reason, at: now)
    }

    func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        try await base.raiseEpoch(of: principal, to: instant)
    }

    func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? { try await base.epoch(of: principal) }

    func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int {
        try await base.sweep(limit: limit, at: now)
    }

    func checkHealth(at now: Timestamp) async throws(StorageError) -> StorageHealth {
        try await base.checkHealth(at: now)
    }

    func close() async throws(StorageError) { try await (base as? any ClosableStorage)?.close() }
}
