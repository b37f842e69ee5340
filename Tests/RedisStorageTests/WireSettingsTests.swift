import Logging
import NIOCore
import SessionCore
import TestSupport
import Testing

@testable import RedisStorage

@Suite struct WireSettingsTests {
    private func settings(
        _ values: [String: String], directory: String = "/nowhere", variables: [String: String] = [:]
    ) throws(StorageError) -> RedisSettings {
        try RedisSettings(
            StorageDriver.Environment(
                settings: PluginSettings(plugin: "redis", values: values), namespace: .standard, durability: .normal,
                dataDirectory: directory, logger: .silent),
            variable: { variables[$0] })
    }

    @Test func whatIsNotGivenIsStandard() throws {
        let settings = try settings([:])
        #expect(settings.address == .tcp(host: "127.0.0.1", port: 6_379))
        #expect(settings.timeout == .seconds(1))
        #expect(settings.prefix == "mooring:")
        #expect(settings.tls == nil)
        // Empty is the same as not given, as the standards of the keys are.
        let standards = Dictionary(uniqueKeysWithValues: RedisSettings.keys.map { ($0.name, $0.standard ?? "") })
        let same = try self.settings(standards)
        #expect(same.address == settings.address)
        #expect(same.connections == settings.connections)
        #expect(same.timeout == settings.timeout)
        #expect(same.password == nil)
        #expect(settings.replication == nil && same.replication == nil)
        let waiting = try self.settings(["wait-replicas": "2", "wait-timeout": "900ms"]).replication
        #expect(waiting?.replicas == 2 && waiting?.milliseconds == 900)
    }

    @Test(arguments: [
        ("redis://localhost", "localhost:6379", 0), ("redis://h:1/", "h:1", 0), ("redis://h:65535/15", "h:65535", 15),
        ("redis://[::1]:7/2", "[::1]:7", 2), ("redis://[fe80::1]", "[fe80::1]:6379", 0),
        ("rediss://h/1", "h:6379", 1), ("unix:///run/redis.sock", "/run/redis.sock", 0),
        ("unix:///run/a%20b.sock?db=3", "/run/a b.sock", 3), ("redis://h?db=4", "h:6379", 4),
    ])
    func readsAddresses(url: String, address: String, database: Int) throws {
        let url = try RedisURL(url)
        #expect(url.address.description == address)
        #expect(url.database == database)
    }

    @Test(arguments: [
        ("redis://user:pass@h", "user", "pass"), ("redis://:pass@h", nil, "pass"),
        ("rediss://a%40b:p%3A%2F%25@h", "a@b", "p:/%"), ("redis://:p@ss/word@h:1/2", nil, "p@ss/word"),
        ("unix://u:p@/run/redis.sock", "u", "p"),
    ])
    func readsCredentials(url: String, user: String?, password: String) throws {
        let url = try RedisURL(url)
        #expect(url.user == user)
        #expect(url.password?.text == password)
    }

    @Test(arguments: [
        "", "localhost:6379", "http://h", "redis://", "redis://:pass-word@", "redis://h:0", "redis://h:65536",
        "redis://h:+1", "redis://h:x", "redis://h/x", "redis://h/-1", "redis://h/65536", "redis://[::1",
        "redis://[::1]x",
        "unix://relative", "unix:///", "unix:///a?db=x", "redis://h?x=1", "redis://h#a", "redis://%zz:pass-word@h",
        "redis://:%00pass-word@h", "redis://:%ffpass-word@h", "redis://pass-word@h",
    ])
    func refusesAddressesWithoutRepeatingThem(url: String) {
        let error = #expect(throws: StorageError.self) { try RedisURL(url) }
        #expect(error?.code == .misconfigured)
        #expect(error?.message.contains("pass-word") == false)
    }

    @Test(arguments: [
        ["wait-replicas": "-1"], ["wait-replicas": "17"], ["wait-timeout": "9ms"], ["wait-timeout": "never"],
        ["wait-replicas": "1", "wait-timeout": "1s"], ["wait-replicas": "1", "timeout": "500ms"],
        ["timeout": "9ms"], ["timeout": "2m"], ["timeout": "never"], ["timeout": "soon"], ["connections": "0"],
        ["connections": "17"], ["connections": "two"], ["prefix": "a{b}"], ["prefix": "a*"], ["prefix": "a b"],
        ["client-name": "a b"], ["user": "someone"], ["password-variable": "MISSING"], ["password-file": "none"],
        ["tls-ca": "ca.pem"], ["url": "rediss://h", "tls-ca": "none.pem"],
        ["url": "rediss://h", "tls-key": "none.pem"],
        ["url": "redis://u:p@h", "user": "other"], ["url": "redis://:p@h", "password-variable": "PASSWORD"],
    ])
    func refusesWhatMakesNoSense(values: [String: String]) {
        let error = #expect(throws: StorageError.self) { try settings(values, variables: ["PASSWORD": "p"]) }
        #expect(error?.code == .misconfigured)
    }

    @Test func thePasswordComesFromAFileOrAVariable() throws {
        let directory = try TemporaryDirectory()
        try directory.write("from a file\n", to: "secret")
        let fromFile = try settings(["password-file": "secret", "user": "u"], directory: directory.path)
        #expect(fromFile.password?.text == "from a file")
        #expect(fromFile.user == "u")
        let fromVariable = try settings(["password-variable": "P"], variables: ["P": "from a variable"])
        #expect(fromVariable.password?.text == "from a variable")
        try directory.write(String(repeating: "x", count: Limits.passwordBytes + 1), to: "long")
        #expect(throws: StorageError.self) { try settings(["password-file": "long"], directory: directory.path) }
    }

    @Test func theCertificateMustBearTheNameOfTheHost() throws {
        #expect(try settings(["url": "rediss://example.org"]).tls?.serverName == "example.org")
        #expect(try settings(["url": "rediss://10.0.0.1"]).tls?.serverName == nil)
        let other = try settings(["url": "rediss://10.0.0.1", "tls-server-name": "example.org"])
        #expect(other.tls?.serverName == "example.org")
    }
}
