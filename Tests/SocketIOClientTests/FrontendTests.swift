import TestSupport
import Testing

/// What AetherTerm's frontends do, with the real Socket.IO client of Python, over each transport.
@Suite struct FrontendTests {
    private static let configuration = """
        terminals: {shell: /bin/sh}
        socket-io: {door: aetherterm}
        identity:
          strategies: [workspace-token, proxy-header, socket-id]
          proxy-header: {trusted: ["127.0.0.1/32"], user: X-Remote-User
        """

    /// A proxy that names roles names them of everybody, so only the scenario about roles has one.
    private static func configuration(for scenario: String) -> String {
        configuration + (scenario == "viewers_are_blocked" ? ", roles: X-Auth-Roles}\n" : "}\n")
    }

    static let scenarios = [
        "greeting", "live_share", "restoration", "same_panes", "exit_reaches_all", "size_is_honoured", "text_is_whole",
        "unnamed_is_ones_own", "closed_stays_closed", "owner_is_recognised", "viewers_are_blocked",
        "unknown_is_answered", "strangers_are_refused",
    ]

    @Test(arguments: scenarios, ["upgrade", "polling", "websocket"])
    func holds(_ scenario: String, over transport: String) async throws {
        let folder = try TemporaryDirectory()
        let server = try await RunningServer(
            configuration: try folder.write(Self.configuration(for: scenario), to: "mooring.yaml"),
            data: folder.path("data"),
            environment: ["PS1": "ready> ", "HOME": folder.path, "LC_ALL": "C.UTF-8"], keeping: folder)
        let page = try await server.request("GET", "/")
        let cookie = try #require(page.values(of: "set-cookie").first)
        let token = try #require(cookie.firstMatch(of: /mooring=([0-9a-f]{64})/)).1
        let ended = try await ChildProcess.run(
            try SocketIOClients.python(),
            [try SocketIOClients.scenarios(), server.url, scenario, transport, String(token)],
            within: .seconds(150))
        #expect(ended.code == 0, "\(ended.output)\n\(server.log)")
        #expect(!server.log.contains(token))
        #expect(try await server.terminate() == 0)
    }
}
