import MemoryStorage
import SessionCore
import Synchronization

/// A store in memory that can be down, and that can let something happen between a load and its answer.
final class OutageStorage: PrincipalIndex {
    let memory = MemoryStorage()
    private struct State {
        var failure: StorageError.Code?
        var afterLoad: (@Sendable () async -> Void)?
    }
    private let state = Mutex(State())

    var failure: StorageError.Code? {
        get { state.withLock(\.failure) }
        set { state.withLock { $0.failure = newValue } }
    }

    /// Once, after the next load.
    func afterLoad(_ body: @escaping @Sendable () async -> Void) {
        state.withLock { $0.afterLoad = body }
    }

    private func ask() throws(StorageError) {
        if let failure { throw StorageError(failure, "told to") }
    }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try ask()
        return try await memory.create(record)
    }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        try ask()
        let outcome = try await memory.load(key, at: now)
        let event = state.withLock { state in
            defer { state.afterLoad = nil }
            return state.afterLoad
        }
        await event?()
        return outcome
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try ask()
        return try await memory.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
    }

    func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try ask()
        return try await memory.touch(key, idleDeadline: idleDeadline, at: now)
    }

    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try ask()
        return try await memory.rotate(key, with: rotation, expecting: version, at: now)
    }

    func revoke(_ key: SessionKey, reason: EndReason, at now: Timestamp) async throws(StorageError) -> RevokeOutcome {
        try ask()
        return try await memory.revoke(key, reason: reason, at: now)
    }

    func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        try ask()
        return try await memory.sessions(of: principal, after: cursor, limit: limit, at: now)
    }

    func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        try ask()
        return try await memory.revokeSessions(of: principal, except: key, reason: reason, at: now)
    }

    func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        try ask()
        try await memory.raiseEpoch(of: principal, to: instant)
    }

    func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        try ask()
        return try await memory.epoch(of: principal)
    }
}
