import Logging
import NIOCore
import SessionCore
import TestSupport
import Testing

@testable import RedisStorage

@Suite struct WireCallTests {
    @Test func aCallGetsItsReply() async throws {
        let server = try await RedisServer()
        let client = try await RedisClient.connect(server.settings, logger: .silent)
        #expect(
            try await client.call(RedisCommand(.text("SET"), .text("a"), .bytes([0, 13, 10, 255]))) == .status("OK"))
        #expect(try await client.call(RedisCommand(.text("GET"), .text("a"))) == .string([0, 13, 10, 255]))
        #expect(try await client.call(RedisCommand(.text("GET"), .text("b"))) == .null)
        #expect(try await client.call(RedisCommand(.text("INCRBY"), .text("n"), .integer(.min))) == .integer(.min))
        await client.close()
    }

    @Test func aScriptRunsThoughTheServerHasForgottenIt() async throws {
        let server = try await RedisServer()
        let client = try await RedisClient.connect(server.settings, logger: .silent)
        let script = RedisScript("return {KEYS[1], ARGV[1], 7, false, {redis.status_reply('fine')}}")
        let reply = RedisReply.array([
            .string(Array("k".utf8)), .string(Array("v".utf8)), .integer(7), .null, .array([.status("fine")]),
        ])
        for _ in 0..<3 {
            #expect(try await client.run(script, keys: [.text("k")], arguments: [.text("v")]) == reply)
            try await server.cli("SCRIPT", "FLUSH")
        }
        await client.close()
    }
}
