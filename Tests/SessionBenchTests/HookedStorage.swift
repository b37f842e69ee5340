import MemoryStorage
import SessionCore
import Synchronization

/// A store in memory that lets a test do something at each load, before it is answered.
final class HookedStorage: SessionStorage {
    private let memory = MemoryStorage()
    private let onLoad: @Sendable (Int) async -> Void
    private let loads = Mutex(0)

    /// - Parameter onLoad: gets the number of the load, from 1.
    init(onLoad: @escaping @Sendable (Int) async -> Void) {
        self.onLoad = onLoad
    }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        let number = loads.withLock { loads in
            loads += 1
            return loads
        }
        await onLoad(number)
        return try await memory.load(key, at: now)
    }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try await memory.create(record)
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?,
        at now: Timestamp
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
        try await memory.rotate(key, with: rotation, expecting: version, at: now)
    }

    func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try await memory.revoke(key, reason: reason, at: now)
    }
}
