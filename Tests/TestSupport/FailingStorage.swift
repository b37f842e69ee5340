package import SessionCore

/// A store that is never available.
package struct FailingStorage: SessionStorage {
    private static let failure = StorageError(.unavailable, "the store of this test never works")

    package init() {}

    package func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome { throw Self.failure }

    package func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        throw Self.failure
    }

    package func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome { throw Self.failure }

    package func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome { throw Self.failure }

    package func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome { throw Self.failure }

    package func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome { throw Self.failure }
}
