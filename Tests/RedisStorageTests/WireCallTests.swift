import Logging
import NIOCore
import SessionCore
import TestSupport
import Testing

@testable import RedisStorage

@Suite struct WireCallTests {
    @Test func aCallGetsItsReply() async throws {
        let server = try await RedisServer()
        try await withRedis(server.settings) { client async throws in
            let bytes: [UInt8] = [0, 13, 10, 255]
            #expect(try await client.reply(RedisCommand(.text("SET"), .text("a"), .bytes(bytes))) == .status("OK"))
            #expect(try await client.reply(RedisCommand(.text("GET"), .text("a"))) == .string(bytes))
            #expect(try await client.reply(RedisCommand(.text("GET"), .text("b"))) == .null)
            for number in [0, 9, 10, -10, Int64.max, .min] {
                let echo = RedisCommand(.text("ECHO"), .integer(number))
                #expect(try await client.reply(echo) == .string(Array(String(number).utf8)))
            }
            #expect(try await client.reply(RedisCommand(.text("INCRBY"), .text("n"), .integer(.min))) == .integer(.min))
        }
    }

    @Test func aKeyIsWrittenInDigits() async throws {
        let server = try await RedisServer()
        let key = try #require(SessionKey(bytes: (0..<32).map { UInt8($0 * 8) }))
        try await withRedis(server.settings) { client async throws in
            let digits = Array(key.hexadecimal.utf8)
            #expect(try await client.reply(RedisCommand(.text("ECHO"), .key(key))) == .string(digits))
            let named = RedisCommand(.text("ECHO"), .keyed(Array("a:".utf8), key))
            #expect(try await client.reply(named) == .string(Array("a:".utf8) + digits))
        }
    }

    @Test func aScriptRunsThoughTheServerHasForgottenIt() async throws {
        let server = try await RedisServer()
        let script = RedisScript("return {KEYS[1], ARGV[1], 7, false, {redis.status_reply('fine')}}")
        let reply = RedisReply.array([
            .string(Array("k".utf8)), .string(Array("v".utf8)), .integer(7), .null, .array([.status("fine")]),
        ])
        try await withRedis(server.settings) { client async throws in
            for _ in 0..<3 {
                #expect(try await client.run(script, keys: [.text("k")], arguments: [.text("v")]) == reply)
                try await server.cli("SCRIPT", "FLUSH")
            }
        }
    }

    @Test func largePayloadsAndManyCallersShareAConnection() async throws {
        let server = try await RedisServer()
        try await withRedis(server.settings.with { $0.connections = 1 }) { client async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let size = number.isMultiple(of: 50) ? Limits.payloadBytes : number
                        let payload = [UInt8](repeating: UInt8(number), count: size)
                        let name = RedisArgument.text("k\(number)")
                        _ = try await client.call(RedisCommand(.text("SET"), name, .bytes(payload)))
                        #expect(try await client.reply(RedisCommand(.text("GET"), name)) == .string(payload))
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func aUnixSocketWorksAsWell() async throws {
        let server = try await RedisServer()
        var settings = RedisSettings(address: .unix(path: server.socketPath))
        settings.database = 3
        settings.clientName = "someone"
        try await withRedis(settings) { client async throws in
            _ = try await client.call(RedisCommand(.text("SET"), .text("a"), .text("b")))
            #expect(try await server.cli("-n", "3", "GET", "a") == "b")
            #expect(try await server.cli("CLIENT", "LIST").contains("name=someone"))
        }
    }

    @Test func aCancelledCallerGoesAndItsReplyIsDropped() async throws {
        let server = try await RedisServer()
        try await withRedis(server.settings.with { $0.connections = 1 }) { client async throws in
            server.pause()
            let write = Task { await client.code(.text("INCR"), .text("n")) }
            let read = Task { await client.code(.text("ECHO"), .text("one"), isWrite: false) }
            try await eventually("both are sent") { client.sentCount == 2 }
            write.cancel()
            read.cancel()
            #expect(await write.value == .unknown)
            #expect(await read.value == .unavailable)
            let next = Task { try await client.reply(RedisCommand(.text("ECHO"), .text("two"), isWrite: false)) }
            try await eventually("the next is sent") { client.sentCount == 3 }
            server.resume()
            #expect(try await next.value == .string(Array("two".utf8)))
            #expect(try await server.cli("GET", "n") == "1")
        }
    }

    @Test func aClosedClientRefusesAndEndsItsCalls() async throws {
        let server = try await RedisServer()
        let client = try await RedisClient.connect(server.settings, logger: .silent)
        server.pause()
        let call = Task { await client.code(.text("INCR"), .text("n")) }
        try await eventually("it is sent") { client.sentCount == 1 }
        await client.close()
        #expect(await call.value == .unknown)
        #expect(await client.code(.text("PING")) == .unavailable)
    }

    @Test func theServerTellsWhatPutsSessionsAtRisk() async throws {
        let server = try await RedisServer()
        try await withRedis(server.settings) { client async throws in
            var facts = try await client.facts()
            #expect(facts.role == "master")
            #expect(facts.version?.contains(".") == true)
            #expect(facts.warnings.count == 1)
            #expect(facts.warnings.first?.hasPrefix("does not persist") == true)
            try await server.cli("CONFIG", "SET", "maxmemory-policy", "allkeys-lru", "maxmemory", "100mb")
            facts = try await client.facts()
            #expect(facts.warnings.contains("may evict sessions: maxmemory-policy is allkeys-lru; set noeviction"))
            try await server.cli("ACL", "SETUSER", "default", "-config", "-info")
            #expect(try await client.facts() == RedisServerFacts())
        }
    }
}
