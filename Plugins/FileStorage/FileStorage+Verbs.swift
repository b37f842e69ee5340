public import SessionCore
import Synchronization

extension FileStorage {
    public func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try await write(at: record.createdAt) { table throws(StorageError) in try table.create(record) }
    }

    public func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        if let outcome = board.withLock({ $0.settledLoad(key, at: now) }) { return outcome }
        return try await read(key) { $0.table.load(key, at: now) }
    }

    public func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try await write(at: now) { table throws(StorageError) in
            try table.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
        }
    }

    public func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try await write(at: now) { table throws(StorageError) in table.touch(key, idleDeadline: idleDeadline, at: now) }
    }

    public func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try await write(at: now) { table throws(StorageError) in
            try table.rotate(key, with: rotation, expecting: version, at: now)
        }
    }

    public func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try await write(at: now) { table throws(StorageError) in table.revoke(key, reason: reason, at: now) }
    }
}

extension FileStorage: PrincipalIndex {
    public func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        try await read(nil) { $0.table.sessions(of: principal, after: cursor, limit: limit, at: now) }
    }

    public func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        try await write(at: now) { table throws(StorageError) in
            table.revokeSessions(of: principal, except: key, reason: reason, at: now)
        }
    }

    public func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        _ = try await write(at: instant) { table throws(StorageError) in table.raiseEpoch(of: principal, to: instant) }
    }

    public func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        try await read(nil) { $0.table.epochs[principal] }
    }
}
