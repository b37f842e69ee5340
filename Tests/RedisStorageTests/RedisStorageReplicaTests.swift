import Foundation
import SessionCore
import Synchronization
import TestSupport
import Testing

@testable import RedisStorage

/// Scenario S98: what a failover to a replica loses, and what it does not where writes wait for replicas.
@Suite struct RedisStorageReplicaTests {
    private let now = Sample.start

    private func replica(of primary: RedisServer) async throws -> RedisServer {
        var options = RedisServerOptions()
        options.replicaOfPort = primary.port
        options.lines = ["repl-diskless-sync-delay 0"]
        let replica = try await RedisServer(options)
        try await eventually("the replica follows") {
            try await primary.cli("INFO", "replication").contains("state=online")
        }
        return replica
    }

    /// Takes the replica off the primary, so that it has nothing that is written from here on.
    private func cut(_ replica: RedisServer, from primary: RedisServer) async throws {
        try await replica.cli("REPLICAOF", "127.0.0.1", "1")
        try await eventually("the primary has no replica") {
            try await primary.cli("INFO", "replication").contains("connected_slaves:0")
        }
    }

    private func store(
        on server: RedisServer, waitingFor replicas: Int = 0, wait: String = "15s"
    ) async throws -> RedisStorage {
        try await RedisStorage.open(
            StorageDriver.Environment(
                settings: PluginSettings(
                    plugin: "redis",
                    values: [
                        "url": server.url, "prefix": "over:", "timeout": "30s", "wait-replicas": String(replicas),
                        "wait-timeout": wait,
                    ]),
                namespace: .standard, durability: .normal, dataDirectory: "/", logger: Sample.logger))
    }

    @Test func withoutWaitingAFailoverLosesWhatTheReplicaHadNotGot() async throws {
        let primary = try await RedisServer()
        let replica = try await replica(of: primary)
        let store = try await store(on: primary)
        try await cut(replica, from: primary)
        #expect(try await store.create(Sample.session(1)) == .created)
        try await primary.kill()
        try await replica.cli("REPLICAOF", "NO", "ONE")
        let after = try await self.store(on: replica)
        #expect(try await after.load(Sample.key(1), at: now) == .absent)
        try await store.close()
        try await after.close()
    }

    @Test func noAcknowledgedWriteIsLostWhereWritesWaitForAReplica() async throws {
        let primary = try await RedisServer()
        let replica = try await replica(of: primary)
        let store = try await store(on: primary, waitingFor: 1)
        let acknowledged = try await withThrowingTaskGroup(of: Int?.self) { group in
            for number in 0..<2_000 {
                group.addTask {
                    do throws(StorageError) {
                        return try await store.create(Sample.session(number)) == .created ? number : nil
                    } catch {
                        return nil
                    }
                }
            }
            var acknowledged: [Int] = []
            for try await number in group {
                guard let number else { continue }
                acknowledged.append(number)
                // In the midst of the others.
                if acknowledged.count == 500 { try await primary.kill() }
            }
            return acknowledged
        }
        #expect(acknowledged.count >= 500)
        try await replica.cli("REPLICAOF", "NO", "ONE")
        let after = try await self.store(on: replica)
        for number in acknowledged {
            #expect(try await after.load(Sample.key(number), at: now) == .live(Sample.session(number)))
        }
        try await store.close()
        try await after.close()
    }

    @Test func aWriteThatReplicasDoNotGetIsUnknownAndARefusalIsARefusal() async throws {
        let primary = try await RedisServer()
        let replica = try await replica(of: primary)
        let waiting = try await store(on: primary, waitingFor: 1, wait: "100ms")
        try await cut(replica, from: primary)
        let error = await #expect(throws: StorageError.self) { try await waiting.create(Sample.session(1)) }
        #expect(error?.code == .unknown)
        #expect(error?.message.contains("0 of 1 replicas") == true)
        // Reading needs no replica.
        #expect(try await waiting.load(Sample.key(1), at: now) == .live(Sample.session(1)))
        // Whoever reads it must not take it for answered either.
        let sessions = SessionManager(storage: waiting, clock: ManualClock(now), logger: Sample.logger)
        let creation = await #expect(throws: StorageError.self) {
            try await sessions.create(.terminal, owner: Sample.principal(), payload: [])
        }
        #expect(creation?.code == .unknown)
        try await primary.cli("CONFIG", "SET", "maxmemory", "1")
        let refusal = await #expect(throws: StorageError.self) { try await waiting.create(Sample.session(2)) }
        #expect(refusal?.code == .full)
        try await primary.cli("CONFIG", "SET", "maxmemory", "0")
        // With the replica back, the same write by version is answered.
        try await replica.cli("REPLICAOF", "127.0.0.1", String(primary.port))
        try await eventually("the replica follows again") {
            (try? await waiting.touch(Sample.key(1), idleDeadline: now, at: now)) != nil
        }
        #expect(try await waiting.create(Sample.session(1)) == .duplicate)
        try await waiting.close()
    }

    /// A repetition that writes nothing, on a connection that wrote nothing. Telling with a server of 7.2 or later, which
    /// waits for what the connection wrote last.
    @Test func aRepetitionFromElsewhereIsNotAnsweredForTheReplicasEither() async throws {
        let primary = try await RedisServer()
        let replica = try await replica(of: primary)
        let (first, second) = try await (
            store(on: primary, waitingFor: 1, wait: "100ms"), store(on: primary, waitingFor: 1, wait: "100ms")
        )
        replica.pause()
        for store in [first, second] {
            let error = await #expect(throws: StorageError.self) { try await store.create(Sample.session(1)) }
            #expect(error?.code == .unknown)
        }
        replica.resume()
        try await eventually("the replica has it") {
            (try? await second.create(Sample.session(1))) == .duplicate
        }
        try await first.close()
        try await second.close()
    }

    /// Where no replica is there at all, every write waits for as long as it may.
    @Test func readsDoNotStandBehindWritesThatWait() async throws {
        let primary = try await RedisServer()
        let store = try await store(on: primary, waitingFor: 1, wait: "25s")
        try await eventually("all connections stand") {
            store.client.lanes.allSatisfy { $0.isConnected.load(ordering: .relaxed) }
        }
        let writes = (0..<4).map { number in
            Task { try await store.create(Sample.session(number)) }
        }
        let areWaiting: @Sendable () -> Bool = {
            store.client.lanes.prefix(2).allSatisfy { lane in lane.state.withLock { $0.calls.sentCount > 0 } }
        }
        try await eventually("writes wait on both connections") { areWaiting() }
        for number in 10..<14 { #expect(try await store.load(Sample.key(number), at: now) == .absent) }
        #expect(areWaiting(), "the reads were answered before the writes")
        try await store.close()
        for write in writes {
            await #expect(throws: StorageError.self) { try await write.value }
        }
    }

    @Test func aServerWhoseUserMayNotPublishIsRefused() async throws {
        let server = try await RedisServer()
        try await server.cli("ACL", "SETUSER", "default", "-publish")
        let error = await #expect(throws: StorageError.self) { try await store(on: server, waitingFor: 1) }
        #expect(error?.code == .misconfigured)
        #expect(error?.message.contains("+publish &over:wait") == true)
    }

    @Test func aServerWhoseUserMayNotWaitIsRefused() async throws {
        let server = try await RedisServer()
        try await server.cli("ACL", "SETUSER", "default", "-wait")
        let error = await #expect(throws: StorageError.self) { try await store(on: server, waitingFor: 1) }
        #expect(error?.code == .misconfigured)
        #expect(error?.message.contains("wait") == true || error?.message.contains("rights") == true)
    }
}
