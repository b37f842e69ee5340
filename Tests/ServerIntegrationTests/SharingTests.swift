import SessionServer
import TestSupport
import Testing

/// The main job, over the native protocol, on a real server with real shells.
@Suite struct SharingTests {
    /// I3, and the analysis's "how to verify": one shell, two windows, and `GET /api/sessions` says so.
    @Test func twoWindowsShowAndDriveOneShell() async throws {
        let house = try TestHouse()
        let server = try await house.start()
        let token = try await TestHouse.newToken(from: server)
        let first = try await TestWindow.open(port: server.port, token: token)
        let second = try await TestWindow.open(port: server.port, token: token)
        let handle = await first.firstTerminal
        #expect(await second.firstTerminal == handle)
        let (one, two) = (try await first.attach(handle), try await second.attach(handle))
        try await first.type("echo from-$((40+2))-first\n", into: one)
        try await second.until(two, shows: "from-42-first")
        try await second.type("echo from-$((40+3))-second\n", into: two)
        try await first.until(one, shows: "from-43-second")
        try await first.until("both see both") { await first.presence["windows"].array.count == 2 }

        let sessions = try await server.ask("GET", "/api/sessions", token: token).json["sessions"].array
        let terminals = sessions.filter { $0["kind"] == "terminal" }
        #expect(terminals.count == 1)
        #expect(terminals[0]["id"].string == handle)
        #expect(terminals[0]["attachments"].array.count == 2)
        #expect(terminals[0]["state"] == "running")
        #expect(server.log.contains("Client connected"))
        #expect(!server.log.contains(token))
        #expect(try await server.terminate() == 0)
    }

    @Test func aForeignTokenSeesNothing() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let window = try await TestWindow.open(port: server.port, token: token)
        let (handle, workspace) = (await window.firstTerminal, await window.welcome["workspace"].text)
        let stranger = try await TestHouse.newToken(from: server)
        #expect(try await server.ask("GET", "/api/sessions/\(handle)", token: stranger).status == 404)
        #expect(try await server.ask("DELETE", "/api/sessions/\(handle)", token: stranger).status == 404)
        #expect(try await server.ask("GET", "/api/workspaces/\(workspace)", token: stranger).status == 404)
        let seen = try await server.ask("GET", "/api/sessions", token: stranger).text
        #expect(!seen.contains(handle) && !seen.contains(workspace))
        await #expect { try await TestWindow.open(port: server.port, token: stranger, workspace: workspace) } throws: {
            ($0 as? TestWindow.Closed)?.code == 4404
        }
        let strangers = try await TestWindow.open(port: server.port, token: stranger)
        await #expect { try await strangers.attach(handle) } throws: {
            ($0 as? TestWindow.Refused)?.code == "not-found"
        }
    }

    @Test(arguments: [nil, String(repeating: "0", count: 64), "workspace_1700000000000"])
    func nobodyGetsInWithoutATokenThatIsTrusted(_ token: String?) async throws {
        let server = try await TestHouse().start()
        if let token {
            await #expect { try await TestWindow.open(port: server.port, token: token) } throws: {
                ($0 as? TestWindow.Closed)?.code == 4401
            }
            #expect(try await server.ask("GET", "/api/sessions", token: token).status == 401)
        } else {
            // Without Origin and without a bearer token it does not even come to a WebSocket.
            await #expect { try await TestWindow.open(port: server.port, token: nil) } throws: {
                ($0 as? HandshakeRefused)?.reply.status == 403
            }
            let origin = ["origin": server.url]
            await #expect { try await TestWindow.open(port: server.port, token: nil, headers: origin) } throws: {
                ($0 as? TestWindow.Closed)?.code == 4401
            }
            #expect(try await server.request("GET", "/api/sessions").status == 401)
        }
    }

    /// Whatever one window does to the workspace, the others are shown, and two that act at once lose nothing.
    @Test func whatWindowsOpenAtOnceIsAllThere() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let first = try await TestWindow.open(port: server.port, token: token)
        let second = try await TestWindow.open(port: server.port, token: token)
        async let opened: Void = open(5, in: first, named: "a")
        async let others: Void = open(5, in: second, named: "b")
        _ = try await (opened, others)
        for window in [first, second] {
            try await window.until("eleven tabs") { await window.workspace["tabs"].array.count == 11 }
        }
        let tab = await first.workspace["tabs"][3]
        try await first.ask("tab.rename", ["tab": tab["id"], "title": "renamed ☂"])
        try await second.until("the new title") { await second.workspace["tabs"][3]["title"] == "renamed ☂" }
        let pane = tab["root"]["pane"]
        try await second.ask("pane.split", ["pane": pane, "direction": "row"])
        try await first.until("the split") { await first.workspace["tabs"][3]["root"]["children"].array.count == 2 }
        try await first.ask("pane.close", ["pane": pane])
        try await second.until("one pane") { await second.workspace["tabs"][3]["root"]["terminal"] != .null }
        try await first.ask("tab.close", ["tab": tab["id"]])
        try await second.until("ten tabs") { await second.workspace["tabs"].array.count == 10 }
        try await second.until("ten terminals") { await second.workspace["terminals"].object.count == 10 }
    }

    private func open(_ count: Int, in window: TestWindow, named name: String) async throws {
        for number in 0..<count { try await window.ask("tab.open", ["title": .string("\(name)\(number)")]) }
    }

    @Test func aShellThatExitsTellsEveryWindowAndStartsAgainUnderTheSameId() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let first = try await TestWindow.open(port: server.port, token: token)
        let second = try await TestWindow.open(port: server.port, token: token)
        let handle = await first.firstTerminal
        let (one, two) = (try await first.attach(handle), try await second.attach(handle))
        try await first.type("echo last-$((1+1)); exit 7\n", into: one)
        for (window, number) in [(first, one), (second, two)] {
            try await window.until("the end") { await window.terminals[number]?.ending == "exited 7" }
            #expect(await window.terminals[number]?.text.contains("last-2") == true)
            try await window.until("the state") {
                await window.workspace["terminals"][handle]["state"] == "ended"
            }
        }
        try await second.ask("terminal.restart", ["terminal": .string(handle)])
        try await first.until("a new epoch") { await first.terminals[one]?.epoch == 2 }
        try await first.type("echo again-$((2+2))\n", into: one)
        try await second.until(two, shows: "again-4")
    }

    /// The size belongs to the editor that focused last; everybody is told.
    @Test func theFocusedWindowDecidesTheSize() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let first = try await TestWindow.open(port: server.port, token: token)
        let second = try await TestWindow.open(port: server.port, token: token)
        let handle = await first.firstTerminal
        let (one, two) = (try await first.attach(handle), try await second.attach(handle))
        #expect(await first.terminals[one]?.size ?? (0, 0) == (80, 24))
        try await first.send(.resize(terminal: one, columns: 100, rows: 30))
        try await first.send(.focus(terminal: one))
        try await second.until("the first window's size") { await second.terminals[two]?.size ?? (0, 0) == (100, 30) }
        try await second.send(.resize(terminal: two, columns: 60, rows: 20))
        try await second.ask("tab.rename", ["tab": second.workspace["tabs"][0]["id"], "title": "x"])
        #expect(await second.terminals[two]?.size ?? (0, 0) == (100, 30))
        try await second.send(.focus(terminal: two))
        try await first.until("the second window's size") { await first.terminals[one]?.size ?? (0, 0) == (60, 20) }
        try await first.type("stty size\n", into: one)
        try await first.until(one, shows: "20 60")
    }
}
