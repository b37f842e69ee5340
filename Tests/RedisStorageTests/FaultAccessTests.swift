import Logging
import NIOCore
import SessionCore
import TestSupport
import Testing

@testable import RedisStorage

/// Passwords, rights and certificates, and what is said when they are wrong or change.
@Suite struct FaultAccessTests {
    private static let password = "correct-horse-battery"

    private func connectionError(_ settings: RedisSettings) async -> StorageError? {
        await #expect(throws: StorageError.self) {
            let client = try await RedisClient.connect(settings, logger: .silent)
            await client.close()
        }
    }

    @Test func thePasswordIsShownAndIsInNoLogOrError() async throws {
        var options = RedisServerOptions()
        options.password = FaultAccessTests.password
        let server = try await RedisServer(options)
        let log = WireLog()
        let settings = server.settings.with { $0.password = RedisSecret(FaultAccessTests.password) }
        try await withRedis(settings, logger: log.logger) { client async throws in
            #expect(await client.code(.text("SET"), .text("a"), .text("b")) == nil)
            try await server.kill()
            try await eventually("the breaker is open") { client.isRefusing }
            #expect(await client.code(.text("SET"), .text("a"), .text("b")) == .unavailable)
            try await server.restart()
            try await client.recovers()
        }
        #expect(log.text.contains("connection to Redis is lost"))
        #expect(log.text.contains("Redis is down"))
        #expect(log.text.contains("Redis is back"))
        var words = log.text + String(describing: settings) + String(reflecting: settings)
        dump(settings, to: &words)
        let wrong = settings.with { $0.password = RedisSecret(FaultAccessTests.password + "!") }
        for settings in [server.settings, wrong] {
            let error = await connectionError(settings)
            #expect(error?.code == .misconfigured)
            words += String(describing: error)
        }
        #expect(!words.contains(FaultAccessTests.password))
    }

    @Test func rightsThatAreTakenAwayAreNamedAndComeBack() async throws {
        var options = RedisServerOptions()
        options.users = ["user app on >secret ~mooring:* +@all"]
        let server = try await RedisServer(options)
        let settings = server.settings.with {
            $0.user = "app"
            $0.password = RedisSecret("secret")
        }
        try await withRedis(settings) { client async throws in
            #expect(await client.code(.text("SET"), .text("mooring:a"), .text("b")) == nil)
            #expect(await client.code(.text("SET"), .text("other:a"), .text("b")) == .misconfigured)
            try await server.cli("ACL", "SETUSER", "app", "-set")
            #expect(await client.code(.text("SET"), .text("mooring:a"), .text("b")) == .misconfigured)
            // The server closes the connections of a user it no longer has.
            try await server.cli("ACL", "DELUSER", "app")
            try await eventually("the breaker is open") { client.isRefusing }
            #expect(await client.code(.text("SET"), .text("mooring:a"), .text("b")) == .misconfigured)
            try await server.cli("ACL", "SETUSER", "app", "on", ">secret", "~mooring:*", "+@all")
            try await client.recovers()
        }
    }

    @Test func aDatabaseThatIsNotThereIsNamed() async throws {
        let server = try await RedisServer()
        #expect(await connectionError(server.settings.with { $0.database = 99 })?.code == .misconfigured)
    }

    @Test func aServerWithoutRoomForClientsIsUnavailable() async throws {
        var options = RedisServerOptions()
        options.lines = ["maxclients 1"]
        let server = try await RedisServer(options)
        try await withRedis(server.settings.with { $0.connections = 1 }) { client async throws in
            let error = await connectionError(server.settings)
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("maxclients") == true)
            #expect(await client.code(.text("PING")) == nil)
        }
    }

    @Test func nobodyThereIsUnavailable() async throws {
        let server = try await RedisServer()
        try await server.kill()
        let refused = await connectionError(server.settings)
        #expect(refused?.code == .unavailable)
        #expect(refused?.message.contains("Connection refused") == true, "\(String(describing: refused))")
        let socket = RedisSettings(address: .unix(path: server.path + "/none.sock"))
        let missing = await connectionError(socket)
        #expect(missing?.code == .unavailable)
        #expect(missing?.message.contains("No such file") == true, "\(String(describing: missing))")
        let unnamed = await connectionError(RedisSettings(address: .tcp(host: "none.invalid", port: 1)))
        #expect(unnamed?.message.contains("none.invalid") == true, "\(String(describing: unnamed))")
    }

    @Test func aCertificateMustBeFromAKnownAuthorityAndForTheName() async throws {
        let certificates = try await TestCertificates(for: "DNS:localhost")
        let others = try await TestCertificates()
        var options = RedisServerOptions()
        options.certificates = certificates
        let server = try await RedisServer(options)
        func settings(_ authority: String?, name: String?) throws -> RedisSettings {
            try RedisSettings(address: .tcp(host: "127.0.0.1", port: server.tlsPort)).with {
                $0.greetingTimeout = .seconds(20)
                $0.tls = try RedisTLS(authorities: authority, certificate: nil, serverName: name)
            }
        }
        try await withRedis(settings(certificates.authority, name: "localhost")) { client async throws in
            let payload = [UInt8](repeating: 9, count: Limits.payloadBytes)
            #expect(await client.code(.text("SET"), .text("a"), .bytes(payload)) == nil)
            let reply = try await client.call(RedisCommand(.text("GET"), .text("a")))
            #expect(reply == .string(payload))
        }
        for (authority, name, word) in [
            (others.authority, "localhost", "authority"), (certificates.authority, "elsewhere", "another name"),
            (certificates.authority, nil, "another name"), (nil, "localhost", "authority"),
        ] {
            let error = await connectionError(try settings(authority, name: name))
            #expect(error?.code == .misconfigured)
            #expect(error?.message.contains(word) == true, "\(String(describing: error))")
        }
    }

    @Test func aServerMayAskForACertificate() async throws {
        let certificates = try await TestCertificates()
        var options = RedisServerOptions()
        options.certificates = certificates
        options.demandsClientCertificate = true
        let server = try await RedisServer(options)
        var settings = RedisSettings(address: .tcp(host: "127.0.0.1", port: server.tlsPort))
        settings.greetingTimeout = .seconds(20)
        settings.tls = try RedisTLS(
            authorities: certificates.authority, certificate: (certificates.certificate, certificates.key),
            serverName: nil)
        try await withRedis(settings) { client async throws in #expect(await client.code(.text("PING")) == nil) }
        settings.tls = try RedisTLS(authorities: certificates.authority, certificate: nil, serverName: nil)
        let error = await connectionError(settings)
        #expect(error?.code == .misconfigured, "\(String(describing: error))")
    }

    @Test func plainToATLSPortAndTheOtherWayRoundAreToldApart() async throws {
        let certificates = try await TestCertificates()
        var options = RedisServerOptions()
        options.certificates = certificates
        let server = try await RedisServer(options)
        let plain = RedisSettings(address: .tcp(host: "127.0.0.1", port: server.tlsPort))
        let first = await connectionError(plain)
        #expect(first?.message.contains("TLS") == true, "\(String(describing: first))")
        let encrypted = try server.settings.with {
            $0.greetingTimeout = .seconds(1)
            $0.tls = try RedisTLS(authorities: certificates.authority, certificate: nil, serverName: "localhost")
        }
        let second = await connectionError(encrypted)
        #expect(second?.message.contains("TLS") == true, "\(String(describing: second))")
    }
}
