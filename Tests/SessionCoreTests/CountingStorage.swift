import MemoryStorage
import SessionCore
import Synchronization

/// A store that counts the touches it is asked for.
final class CountingStorage: SessionStorage {
    private let memory = MemoryStorage()
    private let count = Mutex(0)

    var touches: Int { count.withLock { $0 } }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try await memory.create(record)
    }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        try await memory.load(key, at: now)
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try await memory.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
    }

    func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        count.withLock { $0 += 1 }
        return try await memory.touch(key, idleDeadline: idleDeadline, at: now)
    }

    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try await memory.rotate(key, with: rotation, expecting: version, at: now)
    }

    func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try await memory.revoke(key, reason: reason, at: now)
    }
}
