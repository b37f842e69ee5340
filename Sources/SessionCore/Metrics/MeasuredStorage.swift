/// A store whose calls are counted and timed; it can do whatever the one inside can.
public struct MeasuredStorage<Base: SessionStorage>: SessionStorage {
    /// The store that answers.
    public let base: Base
    let metrics: StorageMetrics

    /// Wraps a store.
    public init(_ base: Base, metrics: StorageMetrics) {
        self.base = base
        self.metrics = metrics
    }

    public func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try await metrics.measure(.create, outcome: \.word) { () async throws(StorageError) in
            try await base.create(record)
        }
    }

    public func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        try await metrics.measure(.load, outcome: \.word) { () async throws(StorageError) in
            try await base.load(key, at: now)
        }
    }

    public func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try await metrics.measure(.commit, outcome: \.word) { () async throws(StorageError) in
            try await base.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
        }
    }

    public func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try await metrics.measure(.touch, outcome: \.word) { () async throws(StorageError) in
            try await base.touch(key, idleDeadline: idleDeadline, at: now)
        }
    }

    public func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try await metrics.measure(.rotate, outcome: \.word) { () async throws(StorageError) in
            try await base.rotate(key, with: rotation, expecting: version, at: now)
        }
    }

    public func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try await metrics.measure(.revoke, outcome: \.word) { () async throws(StorageError) in
            try await base.revoke(key, reason: reason, at: now)
        }
    }
}

extension SessionStorage {
    /// This store with its calls counted: the answer has the abilities that this store has.
    public func measured(by metrics: StorageMetrics) -> any SessionStorage {
        MeasuredStorage(self, metrics: metrics)
    }
}
