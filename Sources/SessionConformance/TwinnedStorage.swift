import SessionCore

/// A store that asks the same of another namespace after each call, which must see and change nothing of it.
///
/// It conforms to every ability and throws `misconfigured` where the store does not: cases ask only for what they need.
final class TwinnedStorage: ClosableStorage {
    private let store: any SessionStorage
    private let twin: any SessionStorage
    let witness: TwinWitness

    init(_ store: any SessionStorage, twin: any SessionStorage, witness: TwinWitness) {
        self.store = store
        self.twin = twin
        self.witness = witness
    }

    /// The store and its twin as what a verb needs.
    func both<Ability>(
        _ cast: (any SessionStorage) -> Ability?
    ) throws(StorageError) -> (store: Ability, twin: Ability) {
        guard let ableStore = cast(store), let ableTwin = cast(twin) else {
            throw StorageError(.misconfigured, "the store lacks \(Ability.self)")
        }
        return (ableStore, ableTwin)
    }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        let outcome = try await witness.changing { () async throws(StorageError) in try await store.create(record) }
        await witness.see("load of what was created in the twin", .absent) {
            try await twin.load(record.key, at: record.createdAt)
        }
        return outcome
    }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        let outcome = try await store.load(key, at: now)
        await witness.see("load in the twin", .absent) { try await twin.load(key, at: now) }
        return outcome
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        let outcome = try await witness.changing { () async throws(StorageError) in
            try await store.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
        }
        await witness.see("commit in the twin", .absent) {
            try await twin.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
        }
        return outcome
    }

    func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        let outcome = try await witness.changing { () async throws(StorageError) in
            try await store.touch(key, idleDeadline: idleDeadline, at: now)
        }
        await witness.see("touch in the twin", .absent) {
            try await twin.touch(key, idleDeadline: idleDeadline, at: now)
        }
        return outcome
    }

    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        let outcome = try await witness.changing { () async throws(StorageError) in
            try await store.rotate(key, with: rotation, expecting: version, at: now)
        }
        await witness.see("rotation in the twin", .absent) {
            try await twin.rotate(key, with: rotation, expecting: version, at: now)
        }
        return outcome
    }

    func revoke(_ key: SessionKey, reason: EndReason, at now: Timestamp) async throws(StorageError) -> RevokeOutcome {
        // Before the store's own: a revocation that reaches over would be found done already.
        let moment = witness.quietMoment
        let before = try await store.load(key, at: now)
        await witness.see("revocation in the twin", .absent) { try await twin.revoke(key, reason: reason, at: now) }
        await witness.see("load after a revocation in the twin", before) {
            let after = try await store.load(key, at: now)
            // Where other calls came meanwhile, it may be theirs what changed.
            return moment != nil && moment == witness.quietMoment ? after : before
        }
        return try await witness.changing { () async throws(StorageError) in
            try await store.revoke(key, reason: reason, at: now)
        }
    }

    func close() async throws(StorageError) {
        try await (store as? any ClosableStorage)?.close()
        try await (twin as? any ClosableStorage)?.close()
    }
}

extension TwinnedStorage: PrincipalIndex, Sweepable {
    func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        let (store, twin) = try both { $0 as? any PrincipalIndex }
        let page = try await store.sessions(of: principal, after: cursor, limit: limit, at: now)
        await witness.see("list in the twin", SessionPage(records: [], next: nil)) {
            try await twin.sessions(of: principal, after: cursor, limit: limit, at: now)
        }
        return page
    }

    func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        let (store, twin) = try both { $0 as? any PrincipalIndex }
        let count = try await witness.changing { () async throws(StorageError) in
            try await store.revokeSessions(of: principal, except: key, reason: reason, at: now)
        }
        await witness.see("epoch in the twin after a revocation of all", nil) { try await twin.epoch(of: principal) }
        return count
    }

    func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        let (store, twin) = try both { $0 as? any PrincipalIndex }
        try await witness.changing { () async throws(StorageError) in
            try await store.raiseEpoch(of: principal, to: instant)
        }
        await witness.see("epoch in the twin after it was raised", nil) { try await twin.epoch(of: principal) }
    }

    func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        let (store, twin) = try both { $0 as? any PrincipalIndex }
        await witness.see("epoch in the twin", nil) { try await twin.epoch(of: principal) }
        return try await store.epoch(of: principal)
    }

    func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int {
        let (store, twin) = try both { $0 as? any Sweepable }
        // Before the store's own, which would leave nothing to reach over to.
        await witness.see("sweep in the twin", 0) { try await twin.sweep(limit: limit, at: now) }
        return try await witness.changing { () async throws(StorageError) in
            try await store.sweep(limit: limit, at: now)
        }
    }
}
