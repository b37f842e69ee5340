import SessionServer
import TestSupport
import Testing

/// Who may do what, and how it ends.
@Suite struct AccessTests {
    /// Scenario 41: a viewer's frames are refused one by one, and nothing reaches the shell.
    @Test func aViewerSeesEverythingAndChangesNothing() async throws {
        let house = try TestHouse()
        let server = try await house.start()
        let token = try await TestHouse.newToken(from: server)
        let owner = try await TestWindow.open(port: server.port, token: token)
        let guest = try await Guest.invited(as: "viewer", into: owner, of: server, by: token)
        let viewer = try await TestWindow.open(port: server.port, token: guest.token, workspace: guest.workspace)
        #expect(await viewer.welcome["role"] == "viewer")
        let handle = await owner.firstTerminal
        let (one, two) = (try await owner.attach(handle), try await viewer.attach(handle))
        try await viewer.type("echo in''jected\n", into: two)
        try await viewer.send(.resize(terminal: two, columns: 33, rows: 11))
        try await viewer.send(.focus(terminal: two))
        let tab = await viewer.workspace["tabs"][0]["id"]
        for (op, fields): (String, [String: JSON]) in [
            ("tab.open", [:]), ("tab.close", ["tab": tab]), ("tab.rename", ["tab": tab, "title": "x"]),
            ("workspace.rename", ["name": "x"]), ("terminal.restart", ["terminal": .string(handle)]),
        ] {
            await #expect("\(op)") { try await viewer.ask(op, fields) } throws: {
                ($0 as? TestWindow.Refused)?.code == "forbidden"
            }
        }
        try await viewer.until("a notice") { await viewer.notices.contains { $0["code"] == "forbidden" } }
        try await owner.type("stty size; echo d''one\n", into: one)
        try await viewer.until(two, shows: "done")
        let text = try #require(await viewer.terminals[two]?.text)
        #expect(text.contains("24 80") && !text.contains("injected"))
        let denied = try await server.ask(
            "PATCH", "/api/workspaces/\(guest.workspace)", token: guest.token, ["name": "x"])
        #expect(denied.status == 403)
        let window = await viewer.welcome["window"].string
        try await server.terminate()
        let refused = try house.audit().filter { $0["act"] == "frame" && $0["window"].string == window }
        let kinds = refused.map { $0["detail"]["frame"].string ?? "" }
        let wanted = [
            "input", "resize", "tab.close", "tab.open", "tab.rename", "terminal.restart", "workspace.rename",
        ]
        #expect(kinds.sorted() == wanted)
        #expect(refused.allSatisfy { $0["outcome"] == "forbidden" && $0["from"] == "127.0.0.1" })
        #expect(!refused.contains { $0.text.contains("jected") })
    }

    /// Revoking an invitation ends what came of it: open windows at once, and every later try.
    @Test func revokingAnInvitationEndsWindowsAndAccess() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let owner = try await TestWindow.open(port: server.port, token: token)
        // An invitation that can no longer be claimed still holds the access it gave.
        let guest = try await Guest.invited(as: "editor", into: owner, of: server, by: token, expires: "500ms")
        let window = try await TestWindow.open(port: server.port, token: guest.token, workspace: guest.workspace)
        let place = "/api/workspaces/\(guest.workspace)/invitations"
        try await eventually("the time for claiming is over") {
            try await server.ask("GET", place, token: token).json["invitations"][0]["open"] == false
        }
        let late = try await TestHouse.newToken(from: server)
        #expect(try await server.ask("GET", "/api/workspaces/\(guest.workspace)", token: late).status == 404)
        #expect(try await server.ask("DELETE", "\(place)/\(guest.invitation)", token: token).status == 204)
        #expect(try await window.untilClosed() == 4401)
        #expect(try await server.ask("GET", "/api/workspaces/\(guest.workspace)", token: guest.token).status == 404)
        await #expect {
            try await TestWindow.open(port: server.port, token: guest.token, workspace: guest.workspace)
        } throws: {
            ($0 as? TestWindow.Closed)?.code == 4404
        }
    }

    @Test func aDeletedWorkspaceSendsItsWindowsAwayAndLeavesNoShell() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        _ = try await TestWindow.open(port: server.port, token: token)
        for round in 0..<10 {
            let made = try await server.ask("POST", "/api/workspaces", token: token, ["name": .string("w\(round)")])
            let id = made.json["id"].string ?? ""
            let window = try await TestWindow.open(port: server.port, token: token, workspace: id)
            // Shells are starting while the workspace goes.
            for _ in 0..<4 { try await window.post("tab.open") }
            #expect(try await server.ask("DELETE", "/api/workspaces/\(id)", token: token).status == 204)
            #expect(try await window.untilClosed() == 4404)
        }
        try await eventually("only the first workspace's shell is left") { server.childCount == 1 }
    }

    /// A client may speak as soon as it was welcomed, and be as prompt as it likes.
    @Test func requestsRightBehindTheHelloAreAnswered() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        for _ in 0..<20 {
            let window = try await TestWindow.open(port: server.port, token: token, impatiently: true)
            try await window.until("the answer") { await window.hasAnswer(to: 0) }
        }
    }

    /// Whoever changes things at the same time, all windows end with the same, newest document.
    @Test func allWindowsEndWithTheNewestDocument() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        var windows: [TestWindow] = []
        for _ in 0..<6 { windows.append(try await TestWindow.open(port: server.port, token: token)) }
        for round in 0..<5 {
            try await withThrowingDiscardingTaskGroup { group in
                for (place, window) in windows.enumerated() {
                    group.addTask {
                        try await window.ask("workspace.rename", ["name": .string("name \(round) \(place)")])
                    }
                }
            }
        }
        let id = await windows[0].welcome["workspace"].string ?? ""
        let truth = try await server.ask("GET", "/api/workspaces/\(id)", token: token).json
        for window in windows {
            try await window.until("the newest document") { await window.workspace["version"] == truth["version"] }
            #expect(await window.workspace["name"] == truth["name"])
        }
    }
}
