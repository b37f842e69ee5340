import MemoryStorage
import SessionCore
import Synchronization

/// A store that cannot be read after a rotation, or at all once its sessions are called corrupt.
final class BlindStorage: SessionStorage {
    let memory = MemoryStorage()
    let isCorrupt = Mutex(false)
    private let isAway = Mutex(false)

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try await memory.create(record)
    }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        if isCorrupt.withLock({ $0 }) { throw StorageError(.corrupt, "the payload cannot be read") }
        if isAway.withLock({ $0 }) { throw StorageError(.unavailable, "the store of this test is away") }
        return try await memory.load(key, at: now)
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try await memory.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
    }

    func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try await memory.touch(key, idleDeadline: idleDeadline, at: now)
    }

    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        isAway.withLock { $0 = true }
        return try await memory.rotate(key, with: rotation, expecting: version, at: now)
    }

    func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try await memory.revoke(key, reason: reason, at: now)
    }
}
