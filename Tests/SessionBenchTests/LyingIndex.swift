import MemoryStorage
import SessionCore

/// A store in memory that does not keep its promises about many sessions at once.
final class LyingIndex: PrincipalIndex, Sweepable {
    enum Fault: Sendable {
        /// All sessions of a principal are said to be ended, and are not.
        case forgetfulRevokeAll
        /// One session too few is said to be ended.
        case miscounted
        /// A sweep finds nothing, whatever has expired.
        case blindSweep
        /// A sweep also removes what is live.
        case greedySweep
        /// Lists leave out a session.
        case shortList
        /// A rotation answers that it was made, and is not.
        case forgetfulRotate
    }

    private let memory = MemoryStorage()
    private let fault: Fault

    init(_ fault: Fault) {
        self.fault = fault
    }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try await memory.create(record)
    }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        try await memory.load(key, at: now)
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
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
        if fault == .forgetfulRotate { return .rotated(version + 1) }
        return try await memory.rotate(key, with: rotation, expecting: version, at: now)
    }

    func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try await memory.revoke(key, reason: reason, at: now)
    }

    func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        var page = try await memory.sessions(of: principal, after: cursor, limit: limit, at: now)
        if fault == .shortList { page.records = page.records.dropLast() }
        return page
    }

    func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        if fault == .forgetfulRevokeAll {
            return try await memory.sessions(of: principal, after: nil, limit: 500, at: now).records.count
        }
        let count = try await memory.revokeSessions(of: principal, except: key, reason: reason, at: now)
        return fault == .miscounted ? count - 1 : count
    }

    func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        try await memory.raiseEpoch(of: principal, to: instant)
    }

    func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        try await memory.epoch(of: principal)
    }

    func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int {
        switch fault {
        case .blindSweep: 0
        case .greedySweep: try await memory.sweep(limit: limit, at: now.advanced(by: .seconds(86_400)))
        default: try await memory.sweep(limit: limit, at: now)
        }
    }
}
