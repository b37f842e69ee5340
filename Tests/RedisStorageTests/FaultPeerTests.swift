import Logging
import NIOCore
import SessionCore
import TestSupport
import Testing

@testable import RedisStorage

/// What no real server does: halves, garbage, replies that nobody asked for, errors in a state it is not in.
@Suite struct FaultPeerTests {
    /// A peer whose first connection does something strange, while each later one answers with `+PONG`.
    private func withStrangePeer(
        _ steps: [FaultPeer.Step], _ body: (RedisClient) async throws -> Void
    ) async throws {
        let peer = try await FaultPeer.start { connection, bytes in
            guard connection > 0 else { return steps }
            return Array(repeating: .send("+PONG\r\n"), count: bytes.ranges(of: "PING").count)
        }
        let settings = RedisSettings(address: .tcp(host: "127.0.0.1", port: peer.port)).with {
            $0.connections = 1
            $0.timeout = .milliseconds(500)
            $0.greetingTimeout = .seconds(20)
        }
        try await withRedis(settings) { client async throws in
            try await body(client)
            try await client.recovers()
        }
    }

    @Test(arguments: [true, false])
    func halfAReplyIsNoReply(isWrite: Bool) async throws {
        try await withStrangePeer([.send("$10\r\nabc"), .close]) { client in
            #expect(
                await client.code(.text("GET"), .text("a"), isWrite: isWrite) == (isWrite ? .unknown : .unavailable))
        }
    }

    @Test(arguments: [true, false])
    func halfAReplyAndSilenceIsLate(isWrite: Bool) async throws {
        try await withStrangePeer([.send("$10\r\nabc")]) { client in
            #expect(await client.code(.text("GET"), .text("a"), isWrite: isWrite) == (isWrite ? .unknown : .timeout))
        }
    }

    @Test(arguments: [
        "HTTP/1.1 400 Bad Request\r\n\r\n", "$-5\r\n", "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n",
    ])
    func garbageEndsTheConnection(garbage: String) async throws {
        try await withStrangePeer([.send(garbage)]) { client in
            #expect(await client.code(.text("GET"), .text("a"), isWrite: false) == .unavailable)
        }
    }

    @Test(arguments: [true, false])
    func aResetEndsTheConnection(isWrite: Bool) async throws {
        try await withStrangePeer([.reset]) { client in
            #expect(
                await client.code(.text("GET"), .text("a"), isWrite: isWrite) == (isWrite ? .unknown : .unavailable))
        }
    }

    @Test func aCallMadeBetweenTwoConnectionsWaitsForTheNext() async throws {
        let peer = try await FaultPeer.start { connection, _ in connection == 0 ? [.close] : [.send(":7\r\n")] }
        let settings = RedisSettings(address: .tcp(host: "127.0.0.1", port: peer.port)).with {
            $0.connections = 1
            $0.timeout = .seconds(20)
            $0.greetingTimeout = .seconds(20)
        }
        try await withRedis(settings) { client async throws in
            #expect(await client.code(.text("GET"), .text("a"), isWrite: false) == .unavailable)
            // The next attempt is no sooner than half the shortest backoff from here.
            #expect(try await client.reply(RedisCommand(.text("GET"), .text("a"), isWrite: false)) == .integer(7))
        }
    }

    @Test func aReplyThatNobodyAskedForReachesNobody() async throws {
        // With two replies to one call it cannot be known whose the first is.
        try await withStrangePeer([.send("+one\r\n+two\r\n")]) { client in
            #expect(await client.code(.text("GET"), .text("a"), isWrite: true) == .unknown)
        }
    }

    @Test func aReplyBeforeAnyCallEndsTheConnection() async throws {
        let peer = try await FaultPeer.start(greeting: "+OK\r\n+PONG\r\n+stale\r\n") { _, _ in [.send("+fresh\r\n")] }
        let settings = RedisSettings(address: .tcp(host: "127.0.0.1", port: peer.port))
        await #expect(throws: StorageError.self) { try await RedisClient.connect(settings, logger: .silent) }
    }

    @Test func whatIsNoRedisIsMisconfigured() async throws {
        let peer = try await FaultPeer.start(greeting: "HTTP/1.1 400 Bad Request\r\n\r\n") { _, _ in [] }
        let settings = RedisSettings(address: .tcp(host: "127.0.0.1", port: peer.port))
        let error = await #expect(throws: StorageError.self) {
            try await RedisClient.connect(settings, logger: .silent)
        }
        #expect(error?.code == .misconfigured)
    }

    @Test func silenceAtTheGreetingEndsTheAttempt() async throws {
        let peer = try await FaultPeer.start(greeting: "") { _, _ in [] }
        let settings = RedisSettings(address: .tcp(host: "127.0.0.1", port: peer.port)).with {
            $0.greetingTimeout = .milliseconds(100)
        }
        let error = await #expect(throws: StorageError.self) {
            try await RedisClient.connect(settings, logger: .silent)
        }
        #expect(error?.code == .unavailable)
    }

    @Test(arguments: [
        ("LOADING Redis is loading the dataset in memory", "unavailable"),
        ("READONLY You can't write against a read only replica.", "unavailable"),
        ("MASTERDOWN Link with MASTER is down", "unavailable"),
        ("BUSY Redis is busy running a script.", "unavailable"),
        ("MISCONF Errors writing to the AOF file: No space left on device", "full"),
        ("MISCONF Redis is configured to save RDB snapshots", "unavailable"),
        ("OOM command not allowed when used memory > 'maxmemory'.", "full"),
        ("ERR Error running script (call to f_a): @user_script:1: -OOM command not allowed", "full"),
        ("NOAUTH Authentication required.", "misconfigured"), ("WRONGPASS invalid username", "misconfigured"),
        ("NOPERM this user has no permissions", "misconfigured"), ("MOVED 3999 127.0.0.1:6381", "misconfigured"),
        ("ASK 3999 127.0.0.1:6381", "misconfigured"), ("CLUSTERDOWN The cluster is down", "misconfigured"),
    ])
    func theServersErrorsHaveNames(text: String, code: String) async throws {
        let peer = try await FaultPeer.start { _, _ in [.send("-\(text)\r\n")] }
        let settings = RedisSettings(address: .tcp(host: "127.0.0.1", port: peer.port)).with { $0.connections = 1 }
        try await withRedis(settings) { client async throws in
            #expect(await client.code(.text("SET"), .text("a"), .text("b"))?.description == code)
        }
    }

    @Test func anErrorWithoutANameIsTheCallersToJudge() async throws {
        let peer = try await FaultPeer.start { _, _ in [.send("-WRONGTYPE secret-argument\r\n")] }
        let settings = RedisSettings(address: .tcp(host: "127.0.0.1", port: peer.port)).with { $0.connections = 1 }
        try await withRedis(settings) { client async throws in
            let reply = try await client.call(RedisCommand(.text("GET"), .text("a")))
            #expect(reply == .error("WRONGTYPE secret-argument"))
        }
        let error = RedisServerError.unexpected("WRONGTYPE secret-argument")
        #expect(error.message.contains("WRONGTYPE"))
        #expect(!error.message.contains("secret"))
    }
}
