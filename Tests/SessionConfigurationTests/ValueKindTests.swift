import SessionConfiguration
import Testing

@Suite struct ValueKindTests {
    @Test(arguments: [
        RefusedText("server: {port: 65536}", "f.yaml:1:16: server.port: \"65536\" is wrong", "from 0 to 65535"),
        RefusedText("server: {port: -1}", "f.yaml:1:16: server.port:"),
        RefusedText("server: {port: +1}", "f.yaml:1:16: server.port:"),
        RefusedText("server: {port: 0x10}", "f.yaml:1:16: server.port:"),
        RefusedText("server: {port: 99999999999999999999}", "f.yaml:1:16: server.port:"),
        RefusedText("server: {port: }", "f.yaml:1:16: server.port: \"\" is wrong"),
        RefusedText("server: {host: \"\"}", "f.yaml:1:16: server.host:"),
        RefusedText("server: {host: \"a b\"}", "f.yaml:1:16: server.host:"),
        RefusedText("server: {host: \"localhost:80\"}", "f.yaml:1:16: server.host:"),
        RefusedText("server: {host: \"http://a\"}", "f.yaml:1:16: server.host:"),
        RefusedText("server: {origins: [example.org]}", "f.yaml:1:19: server.origins: \"example.org\" is not allowed"),
        RefusedText("server: {origins: [\"*\"]}", "f.yaml:1:19: server.origins:"),
        RefusedText("server: {origins: [http://a.b/]}", "f.yaml:1:19: server.origins:"),
        RefusedText("server: {origins: [http://a.b, http://a.b]}", "f.yaml:1:19: server.origins:", "twice"),
        RefusedText(
            "storage: {backend: fiel}", "f.yaml:1:20: storage.backend:", "allowed: file, memory, tape", "\"file\"?"),
        RefusedText("storage: {backend: redis}", "f.yaml:1:20: storage.backend: this build has no backend \"redis\""),
        RefusedText(
            "storage: {durability: ful}", "f.yaml:1:23: storage.durability:", "full, normal, none", "\"full\"?"),
        RefusedText("storage: {namespace: A}", "f.yaml:1:22: storage.namespace:"),
        RefusedText(
            "storage: {encryption: {key-file: /nowhere/k}}",
            "f.yaml:1:34: storage.encryption.key-file: there is no file \"/nowhere/k\""),
        RefusedText("sessions: {when-unavailable: anonymous}", "f.yaml:1:30: sessions.when-unavailable:"),
        RefusedText("sessions: {stale-for: never}", "f.yaml:1:23: sessions.stale-for:"),
        RefusedText(
            "sessions: {when-unavailable: read-only-stale, stale-for: 6m}", "f.yaml:1:58: sessions.stale-for:", "5m"),
        RefusedText(
            "sessions: {when-unavailable: read-only-stale, stale-for: 0s}", "f.yaml:1:58: sessions.stale-for:"),
        RefusedText("sessions: {idle: 0s}", "f.yaml:1:18: sessions.idle: \"0s\" would end everything"),
        RefusedText("sessions: {idle: 0ms}", "f.yaml:1:18: sessions.idle:"),
        RefusedText("sessions: {idle: -1s}", "f.yaml:1:18: sessions.idle: \"-1s\" is wrong"),
        RefusedText("sessions: {idle: 0}", "f.yaml:1:18: sessions.idle: \"0\" is wrong"),
        RefusedText("sessions: {absolute: 0d}", "f.yaml:1:22: sessions.absolute:"),
        RefusedText("sessions: {absolute: -30d}", "f.yaml:1:22: sessions.absolute:"),
        RefusedText("sessions: {idle: 7 days}", "f.yaml:1:18: sessions.idle:"),
        RefusedText("sessions: {touch-every: never}", "f.yaml:1:25: sessions.touch-every:"),
        RefusedText("terminals: {log: 4MB}", "f.yaml:1:18: terminals.log:", "from 64KiB to 1GiB"),
        RefusedText("terminals: {log: 1KiB}", "f.yaml:1:18: terminals.log:"),
        RefusedText("terminals: {per-workspace: 0}", "f.yaml:1:28: terminals.per-workspace:", "from 1 to 4096"),
        RefusedText("terminals: {scrollback: 1000001}", "f.yaml:1:25: terminals.scrollback:"),
        RefusedText("terminals: {grace: {with-identity: soon}}", "f.yaml:1:36: terminals.grace.with-identity:"),
        RefusedText("logging: {level: inof}", "f.yaml:1:18: logging.level:", "did you mean \"info\"?"),
        RefusedText("identity: {strategies: []}", "f.yaml:1:24: identity.strategies: the list is empty"),
        RefusedText(
            "identity: {strategies: [workspace-tokn]}", "f.yaml:1:24: identity.strategies:", "no strategy",
            "\"workspace-token\"?"),
        RefusedText("identity: {strategies: [socket-id, socket-id]}", "f.yaml:1:24: identity.strategies:", "twice"),
        RefusedText("storage: {tape: {speed: 10}}", "f.yaml:1:25: storage.tape.speed:", "from 1 to 9"),
        RefusedText("storage: {tape: {rewind: yes}}", "f.yaml:1:26: storage.tape.rewind:", "true or false"),
        RefusedText("storage: {tape: {block: big}}", "f.yaml:1:25: storage.tape.block:", "from 0B to 1024GiB"),
        RefusedText("storage: {tape: {labels: [a, a]}}", "f.yaml:1:26: storage.tape.labels:", "twice"),
        RefusedText("storage: {tape: {labels: a}}", "f.yaml:1:26: storage.tape.labels:", "a text stands where a list"),
        RefusedText("storage: {tape: {labels: [\"a\\0b\"]}}", "f.yaml:1:26: storage.tape.labels:", "cannot be seen"),
        RefusedText("identity: {workspace-token: {client-minted: no}}", "f.yaml:1:45: identity.workspace-token."),
        RefusedText("terminals: {shell: \"a\\0b\"}", "f.yaml:1:20: terminals.shell: the value has characters"),
        RefusedText(
            "terminals: {shell: \(String(repeating: "a", count: 4097))}",
            "f.yaml:1:20: terminals.shell: the value has more"),
        RefusedText(
            "server: {origins: [\((1...257).map { "http://h\($0)" }.joined(separator: ","))]}",
            "f.yaml:1:19: server.origins: the list has more than 256"),
    ])
    func refusesAValueAndSaysWhatIsAllowed(_ refused: RefusedText) {
        refused.check()
    }

    @Test(arguments: ["localhost", "0.0.0.0", "'::'", "::1", "\"[::1]\"", "fe80::1%eth0", "a-b.example.org"])
    func takesHosts(_ host: String) {
        #expect(ConfigurationSample.problems("server:\n  host: \(host)\n") == [])
    }

    @Test(arguments: [
        ("http://a.b", true), ("https://a.b:8443", true), ("http://[::1]:80", true), ("http://[::1]", true),
        ("http://localhost", true), ("http://a.b:0", false), ("http://a.b:65536", false), ("http://a.b:", false),
        ("ftp://a.b", false), ("http://", false), ("http://A.b", false), ("http://a.b?x", false), ("null", false),
        ("http://u@a.b", false), ("http://[::1", false), ("http://::1", false), ("http://a..b", false),
    ])
    func takesOriginsAsBrowsersSendThem(origin: String, isAllowed: Bool) {
        let problems = ConfigurationSample.problems("server: {origins: [\"\(origin)\"]}")
        #expect(problems.isEmpty == isAllowed, "\(problems)")
    }

    @Test func takesTheEdgesOfEveryRange() throws {
        let low = try ConfigurationSample.read(
            "server: {port: 0}\nterminals: {scrollback: 0, log: 64KiB, per-workspace: 1, windows-per-terminal: 1}\n")
        #expect(low.server.port == 0)
        #expect(low.terminals.logBytes == 65_536)
        let high = try ConfigurationSample.read(
            "server: {port: 65535}\nterminals: {log: 1GiB, per-workspace: 4096, windows-per-terminal: 4096}\n")
        #expect(high.server.port == 65_535)
        #expect(high.terminals.perWorkspace == 4_096)
        #expect(high.terminals.windowsPerTerminal == 4_096)
    }
}
