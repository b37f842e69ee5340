import Foundation
import Logging
import SessionCore
import TestSupport
import Testing

@testable import RedisStorage

/// What a server keeps, what it is warned of, and what lies in its files.
@Suite struct RedisStorageServerTests {
    private let now = Sample.start

    /// Scenario S81, on the files and on what a dump gives; and ClosableStorage promise 1 over the end of the server.
    @Test func restartKeepsSessionsAndFilesHoldNoToken() async throws {
        var options = RedisServerOptions()
        options.appendOnly = true
        options.lines = ["appendfsync always"]
        let server = try await RedisServer(options)
        let store = try await open(server, durability: .full)
        for number in 0..<20 { _ = try await store.create(Sample.session(number)) }
        _ = try await store.revoke(Sample.key(1), reason: .loggedOut, at: now)
        _ = try await store.rotate(Sample.key(2), with: Rotation(to: Sample.key(40)), expecting: 1, at: now)
        try await store.close()
        try await server.cli("SAVE")
        try await server.restart()
        let again = try await open(server, durability: .full)
        #expect(try await again.load(Sample.key(0), at: now) == .live(Sample.session(0)))
        #expect(try await again.load(Sample.key(1), at: now) == .gone(.loggedOut))
        #expect(try await again.load(Sample.key(2), at: now) == .gone(.superseded))
        try await again.close()
        let files = try #require(FileManager.default.enumerator(atPath: server.path))
        var looked = 0
        for case let name as String in files {
            guard let bytes = FileManager.default.contents(atPath: server.path + "/" + name) else { continue }
            looked += bytes.count
            for number in 0..<41 {
                #expect(bytes.range(of: Data(Sample.token(number).text.utf8)) == nil, "a token in \(name)")
            }
        }
        #expect(looked > 10_000)
    }

    @Test func fullDurabilityIsRefusedOfAServerThatDoesNotSync() async throws {
        let server = try await SharedServer.value()
        do {
            _ = try await open(server, durability: .full)
            Issue.record("a server without appendfsync always was taken for full")
        } catch {
            #expect(error.code == .misconfigured)
        }
    }

    @Test func serverThatMayLoseSessionsIsWarnedOf() async throws {
        var options = RedisServerOptions()
        options.maximumMemory = 100 << 20
        let server = try await RedisServer(options)
        try await server.cli("CONFIG", "SET", "maxmemory-policy", "allkeys-lru")
        let store = try await open(server, durability: .normal)
        let warnings = try await store.checkHealth(at: now).warnings
        #expect(warnings.contains { $0.contains("noeviction") })
        #expect(warnings.contains { $0.contains("appendonly") })
        try await store.close()
    }

    @Test func rightsOfTheReadmeAreEnough() async throws {
        var options = RedisServerOptions()
        options.users = [
            "user app on >secret ~mooring:* +@read +@write +@scripting +@connection +time -@dangerous +info +config|get"
        ]
        let server = try await RedisServer(options)
        let environment = StorageDriver.Environment(
            settings: PluginSettings(
                plugin: "redis", values: ["url": "redis://app:secret@127.0.0.1:\(server.port)", "timeout": "30s"]),
            namespace: .standard, durability: .normal, dataDirectory: "/", logger: Sample.logger)
        let store = try await RedisStorage.open(environment)
        let record = Sample.session(1)
        #expect(try await store.create(record) == .created)
        #expect(try await store.commit([5], for: record.key, expecting: 1, idleDeadline: nil, at: now) == .committed(2))
        _ = try await store.touch(record.key, idleDeadline: now.advanced(by: .seconds(9_000)), at: now)
        _ = try await store.rotate(record.key, with: Rotation(to: Sample.key(2)), expecting: 2, at: now)
        #expect(try await store.revokeSessions(of: record.owner, except: nil, reason: .revoked, at: now) == 1)
        #expect(try await store.load(Sample.key(2), at: now) == .gone(.revoked))
        #expect(try await store.events(after: .start, limit: 9).events.count == 3)
        #expect(try await store.export(after: nil, limit: 9).entries.count == 2)
        _ = try await store.sweep(limit: 9, at: now.advanced(by: .seconds(90_000)))
        #expect(try await store.checkHealth(at: now).facts["appendfsync"] != nil)
        try await store.close()
    }

    /// Two processes, as the server sees them: what one has acknowledged the other finds, revocations first of all.
    @Test func twoClientsSeeEachOther() async throws {
        let server = try await SharedServer.value()
        let prefix = "two-\(SessionHandle.random()):"
        let (one, other) = (
            try await Sample.open(server, prefix: prefix), try await Sample.open(server, prefix: prefix)
        )
        for round in 0..<200 {
            var record = Sample.session(round, owner: "user:x|\(round % 7)")
            let at = now.advanced(by: .milliseconds(10 * round))
            (record.createdAt, record.authenticatedAt, record.touchedAt) = (at, at, at)
            #expect(try await one.create(record) == .created)
            #expect(try await other.load(record.key, at: at) == .live(record))
            let later = at.advanced(by: .milliseconds(1))
            switch round % 3 {
            case 0:
                try await other.raiseEpoch(of: record.owner, to: at)
                #expect(try await one.load(record.key, at: later) == .gone(.revoked))
            case 1:
                _ = try await one.revokeSessions(of: record.owner, except: record.key, reason: .revoked, at: later)
                guard case .live = try await other.load(record.key, at: later) else {
                    Issue.record("the excepted session of round \(round) is gone")
                    continue
                }
            default:
                _ = try await other.revoke(record.key, reason: .loggedOut, at: later)
                #expect(
                    try await one.commit([8], for: record.key, expecting: 1, idleDeadline: nil, at: later)
                        == .gone(.loggedOut))
            }
        }
        try await one.close()
        try await other.close()
    }

    private func open(_ server: RedisServer, durability: Durability) async throws(StorageError) -> RedisStorage {
        let environment = StorageDriver.Environment(
            settings: PluginSettings(
                plugin: "redis", values: ["url": server.url, "prefix": "files:", "timeout": "30s"]),
            namespace: .standard, durability: durability, dataDirectory: "/", logger: Sample.logger)
        return try await RedisStorage.open(environment)
    }
}
