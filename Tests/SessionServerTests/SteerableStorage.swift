import MemoryStorage
import SessionCore
import Synchronization

/// A store that can be told to fail, or never to answer, and that counts what is created in it.
final class SteerableStorage: PrincipalIndex {
    /// What the store does when it is asked.
    enum Mood: Sendable, Hashable {
        case well
        case fails(StorageError.Code)
        /// Creates, and fails at everything after it.
        case forgets
        /// Answers only when it is cancelled.
        case hangs
    }

    private let memory = MemoryStorage()
    private let state = Mutex((mood: Mood.well, created: 0))

    var mood: Mood {
        get { state.withLock(\.mood) }
        set { state.withLock { $0.mood = newValue } }
    }

    /// How many sessions were asked for.
    var created: Int { state.withLock(\.created) }

    private func obey(creating: Bool = false) async throws(StorageError) {
        switch mood {
        case .well: return
        case .fails(let code): throw StorageError(code, "told to")
        case .forgets: if !creating { throw StorageError(.unavailable, "told to") }
        case .hangs:
            try? await Task.sleep(for: .seconds(3600))
            throw StorageError(.timeout, "told to")
        }
    }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        state.withLock { $0.created += 1 }
        try await obey(creating: true)
        return try await memory.create(record)
    }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        try await obey()
        return try await memory.load(key, at: now)
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try await obey()
        return try await memory.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
    }

    func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try await obey()
        return try await memory.touch(key, idleDeadline: idleDeadline, at: now)
    }

    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try await obey()
        return try await memory.rotate(key, with: rotation, expecting: version, at: now)
    }

    func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try await obey()
        return try await memory.revoke(key, reason: reason, at: now)
    }

    func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        try await obey()
        return try await memory.sessions(of: principal, after: cursor, limit: limit, at: now)
    }

    func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        try await obey()
        return try await memory.revokeSessions(of: principal, except: key, reason: reason, at: now)
    }

    func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        try await obey()
        try await memory.raiseEpoch(of: principal, to: instant)
    }

    func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        try await obey()
        return try await memory.epoch(of: principal)
    }
}
