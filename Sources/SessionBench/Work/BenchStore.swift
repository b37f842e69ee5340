import Logging
import SessionCore

/// The verbs of a store as the bench calls them: through the manager, or bare.
struct BenchStore: Sendable {
    /// The sessions of a bench end by themselves an hour later, also where the bench could not remove them.
    static let policy = SessionPolicy(idle: .seconds(3_600), absolute: .seconds(3_600), touchEvery: .seconds(60))

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
        let token = SessionToken.random()
        let record = SessionRecord(
            key: token.key, handle: .random(), kind: .workspace, owner: owner, createdAt: now,
            idleDeadline: BenchStore.policy.idleDeadline(from: now),
            absoluteDeadline: BenchStore.policy.absoluteDeadline(from: now), payload: payload)
        let outcome = try await storage.create(record)
        guard outcome == .created else { throw BenchFailure("a creation was answered \(outcome), not created") }
        return BenchSession(number: number, token: token, key: record.key, handle: record.handle, version: 1)
    }

    func revoke(_ session: BenchSession) async throws -> RevokeOutcome {
        switch path {
        case .manager: try await manager.revoke(session.key)
        case .storage: try await storage.revoke(session.key, reason: .revoked, at: clock.now)
        }
    }

    func list(_ owner: Principal) async throws -> SessionPage {
        if path == .manager { return try await manager.sessions(of: owner) }
        guard let index = storage as? any PrincipalIndex else {
            throw BenchFailure("this store cannot list sessions by principal; leave out the operation list")
        }
        return try await index.sessions(of: owner, after: nil, limit: SessionLimits.pageRecords, at: clock.now)
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
