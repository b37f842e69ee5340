import Foundation
import SessionCore
import TestSupport
import Testing

@testable import RedisStorage

/// What the Redis store leaves in the server, in its files and in the log opens no session. Scenario S81.
@Suite struct RedisStorageSecrecyTests {
    private let hunt = TokenHunt()

    @Test(arguments: [false, true])
    func noTokenIsInTheServerOrItsFilesOrTheLog(isEncrypted: Bool) async throws {
        let server = try await startServer()
        try await withRedis(server.settings, logger: hunt.log.logger) { client in
            let base = RedisStorage(
                client: client, prefix: "hunt:", namespace: .standard, logger: hunt.log.logger)
            let store: any SessionStorage =
                isEncrypted ? base.encrypted(namespace: .standard, keyring: try .sample()) : base
            try await hunt.runSuite(on: store)
            let held = try await everything(in: client)
            #expect(hunt.tokens.count > 80)
            #expect(hunt.finds(in: held) == [])
            let log = try #require(
                FileManager.default.subpaths(atPath: server.path)?.first { $0.hasSuffix(".incr.aof") })
            let written = try Data(contentsOf: URL(filePath: "\(server.path)/\(log)"))
            #expect((written.range(of: Data("payload 1".utf8)) != nil) == !isEncrypted)
            for rewrites in [false, true] {
                try await writeFiles(client, rewrites: rewrites)
                #expect(try hunt.finds(below: server.path) == [])
                #expect(try hunt.seesKeys(below: server.path), "the hunt looks where the sessions are")
            }
        }
        #expect(hunt.findsInLog == [])
        #expect(!hunt.log.text.isEmpty)
    }

    /// A hunt that finds nothing where something is proves nothing.
    @Test func huntFindsATokenInEveryPlace() async throws {
        let server = try await startServer()
        try await withRedis(server.settings, logger: hunt.log.logger) { client in
            let store = RedisStorage(
                client: client, prefix: "hunt:", namespace: .standard, logger: hunt.log.logger)
            let token = hunt.mint()
            _ = try await store.create(Sample.session(1, payload: Array(token.text.utf8)))
            #expect(hunt.finds(in: try await everything(in: client)) == ["a token as text"])
            try await writeFiles(client, rewrites: false)
            let places = try hunt.finds(below: server.path)
            #expect(places.contains { $0.hasSuffix("dump.rdb") }, "\(places)")
            #expect(places.contains { $0.hasSuffix(".aof") }, "\(places)")
        }
    }

    /// Compression would hide what is there.
    private func startServer() async throws -> RedisServer {
        var options = RedisServerOptions()
        options.appendOnly = true
        options.lines = ["rdbcompression no", "slowlog-log-slower-than 0", "slowlog-max-len 10000"]
        return try await RedisServer(options)
    }

    /// The names and contents of all keys, and the arguments of all calls.
    private func everything(in client: RedisClient) async throws -> Data {
        var all = Data()
        let names = try await client.reply(RedisCommand(.text("KEYS"), .text("*"), isWrite: false))
        guard case .array(let names) = names, !names.isEmpty else { throw ConnectionEnded("the names of keys") }
        for case .string(let name) in names {
            all += name
            let dump = try await client.reply(RedisCommand(.text("DUMP"), .bytes(name), isWrite: false))
            guard case .string(let bytes) = dump else { throw ConnectionEnded("the content of a key") }
            all += bytes
        }
        let calls = try await client.reply(RedisCommand(.text("SLOWLOG"), .text("GET"), .text("-1"), isWrite: false))
        return all + Self.bytes(of: calls)
    }

    private static func bytes(of reply: RedisReply) -> Data {
        switch reply {
        case .string(let bytes): Data(bytes)
        case .array(let replies): replies.reduce(into: Data()) { $0 += bytes(of: $1) }
        default: Data()
        }
    }

    /// Has the server write a snapshot, and its log anew where that is asked for.
    private func writeFiles(_ client: RedisClient, rewrites: Bool) async throws {
        guard try await client.reply(RedisCommand(.text("SAVE"))) == .status("OK") else {
            throw ConnectionEnded("a snapshot")
        }
        guard rewrites else { return }
        _ = try await client.reply(RedisCommand(.text("BGREWRITEAOF")))
        try await eventually("the log is written anew") {
            let facts = try await client.reply(RedisCommand(.text("INFO"), .text("persistence"), isWrite: false))
            let text = String(decoding: Self.bytes(of: facts), as: UTF8.self)
            return text.contains("aof_rewrite_in_progress:0") && text.contains("aof_rewrite_scheduled:0")
        }
    }
}
