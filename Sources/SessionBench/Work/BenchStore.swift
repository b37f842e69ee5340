import Logging
import SessionCore

/// The verbs of a store as the bench calls them: through the manager, or bare.
struct BenchStore: Sendable {
    /// The sessions of a bench end by themselves some hours later, also where the bench could not remove them.
    static let policy = SessionPolicy(idle: life, absolute: life, touchEvery: life / 2)
    private static let life = Duration.seconds(4 * 3_600)
    /// How long the sessions live that a sweep is to find.
    private static let shortLife = Duration.seconds(3_600)
    /// How far ahead of the clock a sweep is, so that it finds those, and none of those that stay.
    private static let sweptAhead = Duration.seconds(5_400)

    /// The name under which a store tells how often it has waited for the disk.
    static let syncsFact = "syncs"

    let storage: any SessionStorage
    let path: BenchPath
    private let manager: SessionManager
    /// Touches at every use, so that a touch can be asked for.
    private let eager: SessionManager
    private let clock = BenchClock()

    init(_ storage: any SessionStorage, through path: BenchPath) {
        self.storage = storage
        self.path = path
        let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        manager = SessionManager(storage: storage, policy: BenchStore.policy, clock: clock, logger: logger)
        var policy = BenchStore.policy
        policy.touchEvery = .zero
        eager = SessionManager(storage: storage, policy: policy, clock: clock, logger: logger)
    }

    func load(_ session: BenchSession) async throws -> LoadOutcome {
        switch path {
        case .manager: try await manager.load(session.token)
        case .storage: try await storage.load(session.key, at: clock.now)
        }
    }

    func commit(_ payload: [UInt8], for session: BenchSession, owner: Principal) async throws -> CommitOutcome {
        guard path == .manager else {
            let now = clock.now
            return try await storage.commit(
                payload, for: session.key, expecting: session.version,
                idleDeadline: BenchStore.policy.idleDeadline(from: now), at: now)
        }
        // What a commit needs of a record, without the payload that it replaces.
        var record = SessionRecord(
            key: session.key, handle: session.handle, kind: .workspace, owner: owner, createdAt: .never,
            idleDeadline: .never, absoluteDeadline: .never, payload: [])
        record.version = session.version
        return try await manager.commit(payload, for: record)
    }

    /// Touches a session. Through the manager that is a load whose use is written, so its record comes with it.
    func touch(_ session: BenchSession) async throws -> BenchTouch {
        switch path {
        case .manager: return .loaded(try await eager.load(session.token))
        case .storage:
            let now = clock.now
            return .touched(
                try await storage.touch(session.key, idleDeadline: BenchStore.policy.idleDeadline(from: now), at: now))
        }
    }

    func create(_ payload: [UInt8], number: UInt64, owner: Principal) async throws -> BenchSession {
        if path == .manager {
            let issued = try await manager.create(.workspace, owner: owner, payload: payload)
            return BenchSession(
                number: number, token: issued.token, key: issued.record.key, handle: issued.record.handle, version: 1)
        }
        let now = clock.now
        return try await create(
            payload, number: number, owner: owner, at: now, idle: BenchStore.policy.idleDeadline(from: now),
            absolute: BenchStore.policy.absoluteDeadline(from: now))
    }

    /// Creates a session with a life so short that a sweep finds it.
    func createDue(_ payload: [UInt8], number: UInt64, owner: Principal) async throws -> BenchSession {
        let now = clock.now
        let end = now.advanced(by: BenchStore.shortLife)
        return try await create(payload, number: number, owner: owner, at: now, idle: end, absolute: end)
    }

    private func create(
        _ payload: [UInt8], number: UInt64, owner: Principal, at now: Timestamp, idle: Timestamp, absolute: Timestamp
    ) async throws -> BenchSession {
        let token = SessionToken.random()
        let record = SessionRecord(
            key: token.key, handle: .random(), kind: .workspace, owner: owner, createdAt: now, idleDeadline: idle,
            absoluteDeadline: absolute, payload: payload)
        let outcome = try await storage.create(record)
        guard outcome == .created else { throw BenchFailure("a creation was answered \(outcome), not created") }
        return BenchSession(number: number, token: token, key: record.key, handle: record.handle, version: 1)
    }

    /// Moves a session to a new token and to another owner.
    func rotate(_ session: BenchSession, to owner: Principal) async throws -> BenchSession {
        let token: SessionToken
        let version: UInt64
        switch path {
        case .manager:
            let issued = try await manager.rotate(session.key, owner: owner)
            (token, version) = (issued.token, issued.record.version)
        case .storage:
            token = .random()
            let outcome = try await storage.rotate(
                session.key, with: Rotation(to: token.key, owner: owner), expecting: session.version, at: clock.now)
            guard case .rotated(let next) = outcome else {
                throw BenchFailure("a rotation of session \(session.number) was not taken")
            }
            version = next
        }
        return BenchSession(
            number: session.number, token: token, key: token.key, handle: session.handle, version: version)
    }

    /// Ends all sessions of a principal and answers how many.
    func revokeAll(of owner: Principal) async throws -> Int {
        switch path {
        case .manager: try await manager.revokeSessions(of: owner)
        case .storage:
            try await index(for: .revokeAll).revokeSessions(
                of: owner, except: nil, reason: .revoked, at: clock.now)
        }
    }

    /// Removes some of what has expired and answers how many; 0 when nothing is left.
    func sweep() async throws -> Int {
        guard let storage = storage as? any Sweepable else { throw lack(of: .sweep, "sweep") }
        return try await storage.sweep(
            limit: SessionLimits.sweepRecords, at: clock.now.advanced(by: BenchStore.sweptAhead))
    }

    func revoke(_ session: BenchSession) async throws -> RevokeOutcome {
        switch path {
        case .manager: try await manager.revoke(session.key)
        case .storage: try await storage.revoke(session.key, reason: .revoked, at: clock.now)
        }
    }

    func list(_ owner: Principal) async throws -> SessionPage {
        if path == .manager { return try await manager.sessions(of: owner) }
        return try await index(for: .list).sessions(
            of: owner, after: nil, limit: SessionLimits.pageRecords, at: clock.now)
    }

    private func index(for operation: BenchOperation) throws(BenchFailure) -> any PrincipalIndex {
        guard let index = storage as? any PrincipalIndex else {
            throw lack(of: operation, "list sessions by principal")
        }
        return index
    }

    private func lack(of operation: BenchOperation, _ what: String) -> BenchFailure {
        BenchFailure("this store cannot \(what); leave out \(operation.rawValue)")
    }

    /// Makes a round trip and says what the store tells of itself, when it can.
    func health() async throws -> StorageHealth? {
        try await (storage as? any HealthCheckable)?.checkHealth(at: clock.now)
    }

    func close() async throws {
        try await (storage as? any ClosableStorage)?.close()
    }
}

/// What came of a touch, by the way it went.
enum BenchTouch: Sendable {
    case loaded(LoadOutcome)
    case touched(TouchOutcome)
}
