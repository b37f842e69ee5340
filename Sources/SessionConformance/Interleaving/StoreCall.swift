import SessionCore

/// A call to a store with everything it was given.
enum StoreCall: Sendable {
    case create(SessionRecord)
    case load(SessionKey)
    case commit(SessionKey, payload: [UInt8], version: UInt64, idleDeadline: Timestamp?)
    case touch(SessionKey, idleDeadline: Timestamp)
    case rotate(SessionKey, Rotation, version: UInt64)
    case revoke(SessionKey)
    case list(Principal)
    case revokeAll(Principal, except: SessionKey?)
    case sweep

    /// Makes the call; that its outcome is unknown is an answer too.
    func attempt(on store: any SessionStorage, at now: Timestamp) async throws(StorageError) -> StoreAnswer {
        do throws(StorageError) {
            return try await make(on: store, at: now)
        } catch {
            guard error.code == .unknown else { throw error }
            return .unknown
        }
    }

    /// Makes the call; throws what the store throws.
    func make(on store: any SessionStorage, at now: Timestamp) async throws(StorageError) -> StoreAnswer {
        switch self {
        case .create(let record): return .create(try await store.create(record))
        case .load(let key): return .load(try await store.load(key, at: now))
        case .commit(let key, let payload, let version, let deadline):
            return .commit(
                try await store.commit(payload, for: key, expecting: version, idleDeadline: deadline, at: now))
        case .touch(let key, let deadline): return .touch(try await store.touch(key, idleDeadline: deadline, at: now))
        case .rotate(let key, let rotation, let version):
            return .rotate(try await store.rotate(key, with: rotation, expecting: version, at: now))
        case .revoke(let key): return .revoke(try await store.revoke(key, reason: .revoked, at: now))
        case .list(let owner):
            guard let index = store as? any PrincipalIndex else { return .nothing }
            return .list(
                try await index.sessions(of: owner, after: nil, limit: Limits.pageRecords, at: now).records)
        case .revokeAll(let owner, let excepted):
            guard let index = store as? any PrincipalIndex else { return .nothing }
            return .count(
                try await index.revokeSessions(of: owner, except: excepted, reason: .revoked, at: now))
        case .sweep:
            guard let sweepable = store as? any Sweepable else { return .nothing }
            _ = try await sweepable.sweep(limit: Limits.sweepRecords, at: now)
            return .nothing
        }
    }

    /// What a table answers to the same, changed by it; nothing for a list and a sweep, which are no single step.
    func answer(of table: inout SessionTable, at now: Timestamp) throws(StorageError) -> StoreAnswer {
        switch self {
        case .create(let record): return .create(try table.perform(table.create(record)))
        case .load(let key): return .load(table.load(key, at: now))
        case .commit(let key, let payload, let version, let deadline):
            return .commit(
                try table.perform(
                    table.commit(payload, for: key, expecting: version, idleDeadline: deadline, at: now)))
        case .touch(let key, let deadline):
            return .touch(table.perform(table.touch(key, idleDeadline: deadline, at: now)))
        case .rotate(let key, let rotation, let version):
            return .rotate(try table.perform(table.rotate(key, with: rotation, expecting: version, at: now)))
        case .revoke(let key): return .revoke(table.perform(table.revoke(key, reason: .revoked, at: now)))
        case .revokeAll(let owner, let excepted):
            return .count(
                table.perform(table.revokeSessions(of: owner, except: excepted, reason: .revoked, at: now)))
        case .list, .sweep: return .nothing
        }
    }
}
