import Foundation
import Logging
import SessionConfiguration
import SessionCore
import Testing

@Suite struct ConfigurationAssemblyTests {
    @Test func defaultsAreThoseOfTheDocumentation() throws {
        let configuration = try ConfigurationSample.read("")
        #expect(configuration.server.host == "127.0.0.1")
        #expect(configuration.server.port == 57_575)
        #expect(configuration.server.tls == nil)
        #expect(configuration.storage.driver.name == "file")
        #expect(configuration.storage.durability == .normal)
        #expect(configuration.storage.namespace == .standard)
        #expect(configuration.storage.settings == PluginSettings(plugin: "file", values: ["path": "sessions"]))
        #expect(configuration.sessions == SessionPolicy())
        #expect(configuration.identity.map(\.driver.name) == ["workspace-token"])
        #expect(configuration.identity.first?.settings.value("client-minted") == "refuse")
        #expect(configuration.terminals.graceWithoutIdentity == .zero)
        #expect(configuration.terminals.graceWithIdentity == nil)
        #expect(configuration.terminals.logBytes == 4 << 20)
        #expect(configuration.terminals.windowsPerTerminal == 256)
        #expect(configuration.logLevel == .info)
        #expect(configuration.warnings == [])
    }

    @Test func aStandardGivesWayToWhatIsGiven() throws {
        let memory = try ConfigurationSample.read("storage: {backend: memory}")
        #expect(memory.storage.durability == .none)
        let short = try ConfigurationSample.read("sessions: {idle: 2s}")
        #expect(short.sessions.touchEvery == .milliseconds(200))
        let brief = try ConfigurationSample.read("sessions: {absolute: 30s}")
        #expect(brief.sessions.idle == .seconds(30) && brief.sessions.touchEvery == .seconds(3))
        let kept = try ConfigurationSample.read("sessions: {absolute: 10d}")
        #expect(kept.sessions.idle == .seconds(7 * 86_400) && kept.sessions.touchEvery == .seconds(60))
    }

    @Test func takesEverySetting() throws {
        let text = """
            server: {host: "[::1]", port: 8080, origins: [http://a.b]}
            storage: {backend: tape, durability: normal, namespace: blue, tape: {device: nst0, speed: 9}}
            sessions: {idle: never, absolute: 1h, touch-every: 0s}
            identity: {strategies: [socket-id], socket-id: {linger: 2m}}
            terminals: {shell: fish, scrollback: 5, log: 1MiB, per-workspace: 2, windows-per-terminal: 3}
            logging: {level: trace}
            """
        let configuration = try ConfigurationSample.read(text)
        #expect(configuration.server.host == "::1")
        #expect(configuration.server.isLoopback)
        #expect(configuration.storage.settings.value("device") == "nst0")
        #expect(configuration.storage.settings.integer("speed") == 9)
        #expect(configuration.storage.settings.isTrue("rewind"))
        #expect(configuration.storage.namespace.text == "blue")
        #expect(configuration.sessions == SessionPolicy(idle: nil, absolute: .seconds(3600), touchEvery: .zero))
        #expect(configuration.identity.first?.settings.duration("linger")?.duration == .seconds(120))
        #expect(configuration.terminals.shell == "fish")
        #expect(configuration.terminals.scrollback == 5)
        #expect(configuration.terminals.perWorkspace == 2)
        #expect(configuration.terminals.windowsPerTerminal == 3)
        #expect(configuration.logLevel == .trace)
    }

    @Test(arguments: [
        RefusedText(
            "sessions:\n  idle: 31d\n", "f.yaml:2:9: sessions.idle: idle (31d) is longer than absolute (30d)"),
        RefusedText("sessions: {idle: 2d, absolute: 1d}", "f.yaml:1:18: sessions.idle: idle (2d) is longer"),
        RefusedText("sessions: {idle: 1m, touch-every: 1m}", "f.yaml:1:35: sessions.touch-every: use is noted only"),
        RefusedText(
            "storage: {backend: memory, durability: full}", "f.yaml:1:40: storage.durability: the backend memory"),
        RefusedText(
            "identity: {strategies: [socket-id]}\nstorage: {backend: tape}",
            "f.yaml:2:20: storage.backend: tape needs the setting storage.tape.device"),
        RefusedText(
            "storage: {backend: tape, tape: {device: a}}",
            "f.yaml:1:20: storage.backend: the strategy workspace-token needs a store with principal-index",
            "the backend tape", "file, memory"),
        RefusedText(
            "storage: {backend: tape, tape: {device: a}}\nidentity: {strategies: [workspace-token]}",
            "f.yaml:2:24: identity.strategies: the strategy workspace-token needs"),
        RefusedText("server: {tls: {key: a}}", "f.yaml:1:21: server.tls.key:"),
        RefusedText("terminals: {shell: /no/such/shell}", "f.yaml:1:20: terminals.shell: there is no file"),
    ])
    func refusesSettingsThatDoNotAgree(_ refused: RefusedText) {
        let problems = ConfigurationSample.problems(refused.text)
        #expect(problems.contains { $0.hasPrefix(refused.beginning) }, "\(problems)")
        for word in refused.words {
            #expect(problems.contains { $0.contains(word) }, "no \"\(word)\": \(problems)")
        }
    }

    @Test func idleMayEqualAbsolute() {
        #expect(ConfigurationSample.problems("sessions: {idle: 2d, absolute: 2d}") == [])
    }

    @Test func tlsNeedsBothFilesAndThatTheyCanBeRead() throws {
        try TemporaryFolder.with { folder in
            let certificate = folder + "/a.pem"
            try "cert".write(toFile: certificate, atomically: true, encoding: .utf8)
            let both = "server: {tls: {certificate: \(certificate), key: \(certificate)}}"
            #expect(try ConfigurationSample.read(both).server.tls?.key == certificate)
            let one = ConfigurationSample.problems("server: {tls: {certificate: \(certificate)}}")
            #expect(one.count == 1)
            #expect(one.first?.contains("both or neither") == true, "\(one)")
            let absent = ConfigurationSample.problems("server: {tls: {certificate: \(certificate), key: \(folder)}}")
            #expect(absent.count == 1)
            #expect(absent.first?.contains("is a folder") == true, "\(absent)")
        }
    }

    @Test func aHostThatOthersReachWithoutTLSIsAWarningAtItsPlace() throws {
        let warnings = try ConfigurationSample.read("server: {host: 0.0.0.0}").warnings
        #expect(warnings.count == 1)
        #expect(warnings.first?.description.hasPrefix("f.yaml:1:16: server.host: other machines") == true)
    }

    @Test(arguments: ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
    func aHostThatOnlyThisMachineReachesIsNoWarning(_ host: String) throws {
        #expect(try ConfigurationSample.read("server:\n  host: \"\(host)\"\n").warnings == [])
    }

    @Test(arguments: ["127.0.0.1.example.org", "127.example.org", "127.0.0"])
    func aNameThatOnlyLooksLocalIsAWarning(_ host: String) throws {
        #expect(try ConfigurationSample.read("server:\n  host: \"\(host)\"\n").warnings.count == 1)
    }

    @Test func sessionsWithoutAnyEndAreAWarning() throws {
        let warnings = try ConfigurationSample.read("sessions: {idle: never, absolute: never}").warnings
        #expect(warnings.map(\.key) == ["sessions.idle"])
    }

    @Test func aBuildWithoutPluginsSaysSoAndDoesNotTrap() {
        let error = #expect(throws: ConfigurationProblems.self) {
            try ServerConfiguration.parse("", named: "f.yaml", environment: [:], storage: [], identity: [])
        }
        #expect(error?.problems.isEmpty == false)
    }
}
