import MemoryStorage
import SessionCore
import Synchronization

/// A store that loses the answers of its next writes, which it carries out or not.
final class LosingStorage: SessionStorage {
    /// What becomes of one write.
    enum Fate: Sendable {
        case carriedOut, notCarriedOut, refused
    }

    let memory = MemoryStorage()
    private let fates = Mutex<[Fate]>([])

    /// Names what becomes of the next writes; those after them are answered.
    func lose(_ next: Fate...) {
        fates.withLock { $0 = next }
    }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try await write { () throws(StorageError) in try await memory.create(record) }
    }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        try await memory.load(key, at: now)
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try await write { () throws(StorageError) in
            try await memory.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
        }
    }

    func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try await memory.touch(key, idleDeadline: idleDeadline, at: now)
    }

    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try await write { () throws(StorageError) in
            try await memory.rotate(key, with: rotation, expecting: version, at: now)
        }
    }

    func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try await write { () throws(StorageError) in try await memory.revoke(key, reason: reason, at: now) }
    }

    fileprivate func write<Outcome>(
        _ body: () async throws(StorageError) -> Outcome
    ) async throws(StorageError) -> Outcome {
        let fate = fates.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        switch fate {
        case nil: return try await body()
        case .refused: throw StorageError(.unavailable, "the store of this test is away")
        case .notCarriedOut: throw StorageError(.unknown, "the answer was lost")
        case .carriedOut:
            _ = try await body()
            throw StorageError(.unknown, "the answer was lost")
        }
    }
}

extension LosingStorage: PrincipalIndex {
    func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        try await memory.sessions(of: principal, after: cursor, limit: limit, at: now)
    }

    func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        try await write { () throws(StorageError) in
            try await memory.revokeSessions(of: principal, except: key, reason: reason, at: now)
        }
    }

    func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        try await memory.raiseEpoch(of: principal, to: instant)
    }

    func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        try await memory.epoch(of: principal)
    }
}
