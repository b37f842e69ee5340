import MemoryStorage
import SessionCore
import Synchronization

/// A store in memory of which single verbs can be told to fail.
final class SteerableStorage: PrincipalIndex {
    enum Verb: Sendable, Hashable, CaseIterable {
        case create, load, commit, touch, rotate, revoke, list
    }

    private let memory = MemoryStorage()
    private let failing = Mutex<[Verb: StorageError.Code]>([:])

    func fail(_ verbs: [Verb], with code: StorageError.Code = .unavailable) {
        failing.withLock { failing in for verb in verbs { failing[verb] = code } }
    }

    func recover() {
        failing.withLock { $0 = [:] }
    }

    private func obey(_ verb: Verb) throws(StorageError) {
        guard let code = failing.withLock({ $0[verb] }) else { return }
        throw StorageError(code, "told to")
    }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try obey(.create)
        return try await memory.create(record)
    }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        try obey(.load)
        return try await memory.load(key, at: now)
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try obey(.commit)
        return try await memory.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
    }

    func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try obey(.touch)
        return try await memory.touch(key, idleDeadline: idleDeadline, at: now)
    }

    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try obey(.rotate)
        return try await memory.rotate(key, with: rotation, expecting: version, at: now)
    }

    func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try obey(.revoke)
        return try await memory.revoke(key, reason: reason, at: now)
    }

    func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        try obey(.list)
        return try await memory.sessions(of: principal, after: cursor, limit: limit, at: now)
    }

    func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        try obey(.list)
        return try await memory.revokeSessions(of: principal, except: key, reason: reason, at: now)
    }

    func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        try await memory.raiseEpoch(of: principal, to: instant)
    }

    func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        try await memory.epoch(of: principal)
    }
}
