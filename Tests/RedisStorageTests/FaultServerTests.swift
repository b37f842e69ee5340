import Logging
import NIOCore
import SessionCore
import TestSupport
import Testing

@testable import RedisStorage

/// What a real server does when it is killed, stopped, emptied, filled, loading or demoted.
@Suite struct FaultServerTests {
    @Test func aServerKilledMidPipelineLeavesWritesUnknownAndReadsUnavailable() async throws {
        let server = try await RedisServer()
        try await withRedis(server.settings) { client async throws in
            server.pause()
            try await withThrowingTaskGroup(of: (Bool, StorageError.Code?).self) { group in
                for number in 0..<200 {
                    let isWrite = number.isMultiple(of: 2)
                    group.addTask {
                        (isWrite, await client.code(.text(isWrite ? "INCR" : "GET"), .text("n"), isWrite: isWrite))
                    }
                }
                try await eventually("all are sent") { client.sentCount == 200 }
                try await server.kill()
                for try await (isWrite, code) in group { #expect(code == (isWrite ? .unknown : .unavailable)) }
            }
            try await server.restart()
            try await client.recovers()
        }
    }

    @Test func aStoppedServerIsLateAndItsLateRepliesReachNobody() async throws {
        let server = try await RedisServer()
        let settings = server.settings.with {
            $0.timeout = .milliseconds(200)
            $0.greetingTimeout = .milliseconds(500)
            $0.connections = 1
        }
        try await withRedis(settings) { client async throws in
            server.pause()
            async let write = client.code(.text("INCR"), .text("n"))
            async let read = client.code(.text("GET"), .text("n"), isWrite: false)
            #expect(await write == .unknown)
            #expect(await read == .timeout)
            // Attempts to connect again fail at the greeting, until calls are refused at once.
            try await eventually("the breaker is open") { client.isRefusing }
            #expect(await client.code(.text("INCR"), .text("n")) == .unavailable)
            server.resume()
            try await client.recovers()
            for number in 0..<100 {
                let echo = RedisCommand(.text("ECHO"), .integer(Int64(number)), isWrite: false)
                #expect(try await client.reply(echo) == .string(Array(String(number).utf8)))
            }
        }
    }

    /// Scenario S95: stopped for five seconds, with the timeout as it comes.
    @Test func aServerThatStopsForFiveSecondsAnswersNobodyLateAndComesBack() async throws {
        let server = try await RedisServer()
        let settings = RedisSettings(address: .tcp(host: "127.0.0.1", port: server.port)).with {
            $0.greetingTimeout = .seconds(20)
        }
        try await withRedis(settings) { client async throws in
            try await client.recovers()
            server.pause()
            let began = ContinuousClock.now
            var codes: Set<StorageError.Code?> = []
            try await eventually("five seconds") {
                async let write = client.code(.text("INCR"), .text("n"))
                async let read = client.code(.text("GET"), .text("n"), isWrite: false)
                codes.formUnion([await write, await read])
                return ContinuousClock.now - began >= .seconds(5)
            }
            #expect(codes.isSuperset(of: [.unknown, .timeout]) && !codes.contains(nil))
            #expect(codes.isSubset(of: [.unknown, .timeout, .unavailable]))
            server.resume()
            try await client.recovers()
            for number in 0..<100 {
                let echo = RedisCommand(.text("ECHO"), .integer(Int64(number)), isWrite: false)
                #expect(try await client.reply(echo) == .string(Array(String(number).utf8)))
            }
        }
    }

    @Test func whatWasNeverSentIsNeverUnknown() async throws {
        let server = try await RedisServer()
        try await withRedis(server.settings.with { $0.timeout = .milliseconds(100) }) { client async throws in
            try await server.kill()
            try await eventually("the connections are lost") { client.isWithoutConnection }
            try await eventually("an error that says why there is no connection") {
                do throws(StorageError) {
                    _ = try await client.call(RedisCommand(.text("INCR"), .text("n")))
                    return false
                } catch {
                    return error.message.contains("Connection refused")
                }
            }
            for _ in 0..<100 {
                let code = await client.code(.text("INCR"), .text("n"))
                #expect(code == .timeout || code == .unavailable)
            }
            #expect(client.isRefusing)
            try await server.restart()
            try await client.recovers()
        }
    }

    @Test func aServerThatStartsAgainEmptyIsEmpty() async throws {
        var options = RedisServerOptions()
        options.appendOnly = true
        let server = try await RedisServer(options)
        try await withRedis(server.settings) { client async throws in
            _ = try await client.call(RedisCommand(.text("SET"), .text("a"), .text("b")))
            try await server.restart()
            try await client.recovers()
            let get = RedisCommand(.text("GET"), .text("a"), isWrite: false)
            #expect(try await client.reply(get) == .string(Array("b".utf8)))
            try await server.restart(empty: true)
            try await client.recovers()
            #expect(try await client.reply(get) == .null)
        }
    }

    @Test func aLoadingServerIsUnavailable() async throws {
        var options = RedisServerOptions()
        options.appendOnly = true
        options.lines = ["aof-use-rdb-preamble no", "key-load-delay 500"]
        options.returnsWhileLoading = true
        let server = try await RedisServer(options)
        try await server.isReady()
        try await withRedis(server.settings) { client async throws in
            for number in 0..<2_500 {
                _ = try await client.call(RedisCommand(.text("SET"), .text("k\(number)"), .text("v")))
            }
            try await server.restart()
            let error = await #expect(throws: StorageError.self) {
                try await RedisClient.connect(server.settings, logger: .silent)
            }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("loading") == true)
            try await server.isReady()
            try await client.recovers()
        }
    }

    @Test func aFullServerTakesNoWriteAndChangesNothing() async throws {
        let server = try await RedisServer()
        try await withRedis(server.settings) { client async throws in
            let script = RedisScript("redis.call('SET', KEYS[1], ARGV[1]) return 1")
            let payload = [UInt8](repeating: 1, count: 64 << 10)
            _ = try await client.call(RedisCommand(.text("SET"), .text("k0"), .bytes(payload)))
            // Less than it has already.
            try await server.cli("CONFIG", "SET", "maxmemory", "1000", "maxmemory-policy", "noeviction")
            #expect(await client.code(.text("SET"), .text("k0"), .text("other")) == .full)
            let error = await #expect(throws: StorageError.self) {
                try await client.run(script, keys: [.text("k0")], arguments: [.text("other")])
            }
            #expect(error?.code == .full)
            let get = RedisCommand(.text("GET"), .text("k0"), isWrite: false)
            let isUntouched = try await client.call(get) == .string(payload)
            #expect(isUntouched)
        }
    }

    @Test func aServerMadeAReplicaTakesNoWrite() async throws {
        let server = try await RedisServer()
        let other = try await RedisServer()
        try await withRedis(server.settings) { client async throws in
            let script = RedisScript("redis.call('SET', KEYS[1], 'x') return 1")
            try await server.cli("REPLICAOF", "127.0.0.1", String(other.port))
            #expect(await client.code(.text("SET"), .text("a"), .text("b")) == .unavailable)
            let error = await #expect(throws: StorageError.self) { try await client.run(script, keys: [.text("a")]) }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("replica") == true)
            try await server.cli("REPLICAOF", "NO", "ONE")
            #expect(await client.code(.text("SET"), .text("a"), .text("b")) == nil)
        }
    }
}
