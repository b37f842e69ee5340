import SessionCore
import TestSupport
import Testing

@testable import RedisStorage

/// Scripts that break off after they have begun to write, and what refuses them before that.
@Suite struct FaultMidwayTests {
    private let now = Sample.start

    private func code(_ body: () async throws -> Void) async -> StorageError.Code? {
        await #expect(throws: StorageError.self) { try await body() }?.code
    }

    @Test func aRightThatIsMissingMidwayLeavesTheOutcomeUnknown() async throws {
        let server = try await RedisServer()
        let store = try await Sample.open(server, prefix: "midway:")
        try await server.cli("ACL", "SETUSER", "default", "-zadd")
        #expect(await code { _ = try await store.create(Sample.session(1)) } == .unknown)
        // It did change something.
        guard case .live = try await store.load(Sample.key(1), at: now) else { throw ConnectionEnded("a session") }
        try await server.cli("ACL", "SETUSER", "default", "-evalsha", "-eval")
        #expect(await code { _ = try await store.create(Sample.session(2)) } == .misconfigured)
        try await server.cli("ACL", "SETUSER", "default", "+@all")
        #expect(try await store.load(Sample.key(2), at: now) == .absent)
        try await store.close()
    }

    @Test func aKeyOfTheWrongKindMidwayLeavesTheOutcomeUnknown() async throws {
        let server = try await RedisServer()
        let store = try await Sample.open(server, prefix: "midway:")
        try await server.cli("SET", "midway:{default}:p:workspace:sample", "someone else's")
        #expect(await code { _ = try await store.create(Sample.session(1)) } == .unknown)
        guard case .live = try await store.load(Sample.key(1), at: now) else { throw ConnectionEnded("a session") }
        // A step that only reads has changed nothing.
        let list = await code { _ = try await store.sessions(of: Sample.principal(), after: nil, limit: 9, at: now) }
        #expect(list == .unavailable)
        try await store.close()
    }

    @Test func whatIsLookedAtBeforeTheFirstWriteChangesNothing() async throws {
        let server = try await RedisServer()
        let store = try await Sample.open(server, prefix: "midway:")
        try await server.cli("CONFIG", "SET", "maxmemory", "1")
        #expect(await code { _ = try await store.create(Sample.session(1)) } == .full)
        try await server.cli("CONFIG", "SET", "maxmemory", "0", "min-replicas-to-write", "1")
        #expect(await code { _ = try await store.create(Sample.session(1)) } == .unavailable)
        try await server.cli("CONFIG", "SET", "min-replicas-to-write", "0")
        try await server.cli("REPLICAOF", "127.0.0.1", "1")
        #expect(await code { _ = try await store.create(Sample.session(1)) } == .unavailable)
        try await server.cli("REPLICAOF", "NO", "ONE")
        #expect(try await store.load(Sample.key(1), at: now) == .absent)
        #expect(try await store.create(Sample.session(1)) == .created)
        try await store.close()
    }
}
