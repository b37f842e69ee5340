import NIOCore
import SessionCore
import Synchronization
import TestSupport
import Testing

@testable import RedisStorage

/// A peer over TLS that hangs: its connections take a while to close, and what they still say is nobody's.
@Suite struct FaultPrivatePeerTests {
    private func settings(
        _ peer: FaultPeer, _ certificates: TestCertificates, timeout: TimeAmount
    ) throws -> RedisSettings {
        let tls = try RedisTLS(authorities: certificates.authority, certificate: nil, serverName: "localhost")
        return RedisSettings(address: .tcp(host: "127.0.0.1", port: peer.port)).with {
            $0.tls = tls
            $0.connections = 1
            $0.timeout = timeout
        }
    }

    @Test func anAttemptThatIsOverDoesNotStandLater() async throws {
        let certificates = try await TestCertificates()
        let greeting = "+OK\r\n+PONG\r\n"
        // The second connection is answered late, while the third is being made, and then says more.
        let peer = try await FaultPeer.start(
            certificates: certificates,
            greeting: { connection in
                switch connection {
                case 1: [.deafen]
                case 2: [.sendOn(connection: 1, greeting), .send(greeting)]
                default: [.send(greeting)]
                }
            },
            { connection, _ in
                connection == 0 ? [.close] : [.sendOn(connection: 1, "+stale\r\n"), .send("+fresh\r\n")]
            })
        let settings = try settings(peer, certificates, timeout: .seconds(20)).with {
            $0.greetingTimeout = .seconds(2)
        }
        try await withRedis(settings) { client async throws in
            #expect(await client.code(.text("GET"), .text("a"), isWrite: false) == .unavailable)
            for _ in 0..<20 {
                #expect(
                    try await client.reply(RedisCommand(.text("GET"), .text("a"), isWrite: false)) == .status("fresh"))
            }
        }
    }

    @Test(arguments: [true, false])
    func aLateCallDoesNotWaitForTheFarewell(isWrite: Bool) async throws {
        let certificates = try await TestCertificates()
        let peer = try await FaultPeer.start(
            certificates: certificates, greeting: { _ in [.send("+OK\r\n+PONG\r\n")] },
            { connection, bytes in
                connection == 0
                    ? [.deafen] : Array(repeating: .send("+PONG\r\n"), count: bytes.ranges(of: "PING").count)
            })
        let settings = try settings(peer, certificates, timeout: .milliseconds(500)).with {
            $0.greetingTimeout = .seconds(20)
        }
        try await withRedis(settings) { client async throws in
            let channel = try #require(client.lanes[0].state.withLock { $0.channel })
            #expect(await client.code(.text("GET"), .text("a"), isWrite: isWrite) == (isWrite ? .unknown : .timeout))
            #expect(channel.isActive)
            #expect(client.lanes[0].state.withLock { $0.channel } !== channel)
            try await client.recovers()
            try await eventually("the late connection is closed") { !channel.isActive }
        }
    }
}
