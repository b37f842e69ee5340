import SessionCore

/// A store that checks itself by what a test says.
struct CheckedStorage: HealthCheckable {
    let base: SteerableStorage
    let check: @Sendable () throws(StorageError) -> StorageHealth

    init(_ base: SteerableStorage, _ check: @escaping @Sendable () throws(StorageError) -> StorageHealth) {
        self.base = base
        self.check = check
    }

    func checkHealth(at now: Timestamp) async throws(StorageError) -> StorageHealth { try check() }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome { try await base.create(record) }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        try await base.load(key, at: now)
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try await base.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
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
}
