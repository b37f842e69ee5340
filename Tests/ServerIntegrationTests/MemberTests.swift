import SessionServer
import Synchronization
import TestSupport
import Testing

/// What an owner does about guests holds at once, and goes on holding.
@Suite struct MemberTests {
    /// The number of the last frame that was sent.
    private final class Sent: Sendable {
        private let number = Mutex(0)

        var last: Int { number.withLock(\.self) }

        func next() -> Int {
            number.withLock { number in
                number += 1
                return number
            }
        }
    }

    /// Scenario 42: an editor types without pause while its role is lowered; nothing it sends after the answer arrives.
    @Test(.timeLimit(.minutes(3))) func nothingTypedAfterARoleWasLoweredReachesTheShell() async throws {
        let house = try TestHouse()
        let server = try await house.start()
        let token = try await TestHouse.newToken(from: server)
        let owner = try await TestWindow.open(port: server.port, token: token)
        let guest = try await Guest.invited(as: "editor", into: owner, of: server, by: token)
        let editor = try await TestWindow.open(port: server.port, token: guest.token, workspace: guest.workspace)
        let handle = await owner.firstTerminal
        let (mine, theirs) = (try await owner.attach(handle), try await editor.attach(handle))
        try await owner.type("stty -echo; cat\n", into: mine)
        let sent = Sent()
        let typing = Task {
            while !Task.isCancelled { try await editor.type("n\(sent.next()).\n", into: theirs) }
        }
        defer { typing.cancel() }
        try await owner.until(mine, shows: "n100.")
        try await owner.ask("member.role", ["window": editor.welcome["window"], "role": "viewer"])
        let last = sent.last
        try await eventually("a hundred more frames") { sent.last > last + 100 }
        typing.cancel()
        try await owner.type("the end\n", into: mine)
        try await owner.until(mine, shows: "the end")
        let numbers = await owner.terminals[mine]?.text.matches(of: /n([0-9]+)\./).compactMap { Int($0.1) } ?? []
        #expect((numbers.max() ?? 0) <= last && numbers.count >= 100)
        try await editor.until("the new role is shown") { await editor.workspace["role"] == "viewer" }
        await #expect { try await editor.ask("tab.open") } throws: { ($0 as? TestWindow.Refused)?.code == "forbidden" }
        // It holds for the next window as well, and for one that comes by another invitation.
        let again = try await server.ask(
            "POST", "/api/workspaces/\(guest.workspace)/invitations", token: token, ["role": "editor"])
        _ = try await server.ask("POST", "/api/invitations/claim", token: guest.token, ["token": again.json["token"]])
        let next = try await TestWindow.open(port: server.port, token: guest.token, workspace: guest.workspace)
        #expect(await next.welcome["role"] == "viewer")
        try await server.terminate()
        let lines = try house.audit().filter { $0["act"] == "role" }
        #expect(lines.count == 1 && lines[0]["detail"]["role"] == "viewer")
    }

    @Test func aRoleThatRisesIsThereWhenTheWindowComesBack() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let owner = try await TestWindow.open(port: server.port, token: token)
        let guest = try await Guest.invited(as: "viewer", into: owner, of: server, by: token)
        let viewer = try await TestWindow.open(port: server.port, token: guest.token, workspace: guest.workspace)
        let window = await viewer.welcome["window"]
        try await owner.ask("member.role", ["window": window, "role": "editor"])
        #expect(try await viewer.untilClosed() == 1001)
        let next = try await TestWindow.open(port: server.port, token: guest.token, workspace: guest.workspace)
        #expect(await next.welcome["role"] == "editor")
    }

    /// Scenario 43: all windows of a guest who was removed go, and no token, cookie, ticket or invitation lets it in
    /// again before the time is over, not even after a restart of the server.
    @Test(.timeLimit(.minutes(3))) func whoeverIsRemovedStaysOutForTheTime() async throws {
        let house = try TestHouse()
        var server = try await house.start()
        let token = try await TestHouse.newToken(from: server)
        let owner = try await TestWindow.open(port: server.port, token: token)
        let guest = try await Guest.invited(as: "editor", into: owner, of: server, by: token)
        let cookie = ["cookie": "mooring=" + guest.token, "origin": server.url]
        func ticket() async throws -> HTTPReply {
            try await server.request(
                "POST", "/api/tickets", headers: cookie.merging(["content-type": "application/json"]) { $1 },
                body: #"{"workspace":"\#(guest.workspace)"}"#)
        }
        let before = try await ticket().json["ticket"].string
        let first = try await TestWindow.open(port: server.port, token: guest.token, workspace: guest.workspace)
        let second = try await TestWindow.open(port: server.port, token: guest.token, workspace: guest.workspace)
        let again = try await server.ask(
            "POST", "/api/workspaces/\(guest.workspace)/invitations", token: token, ["role": "editor"])
        try await owner.ask("member.remove", ["window": first.welcome["window"]])
        #expect(try await first.untilClosed() == 4403)
        #expect(try await second.untilClosed() == 4403)
        func isKeptOut(_ headers: [String: String], _ token: String?, _ ticket: String?) async {
            await #expect {
                try await TestWindow.open(
                    port: server.port, token: token, workspace: guest.workspace, headers: headers, ticket: ticket)
            } throws: {
                ($0 as? TestWindow.Closed)?.code == 4403
            }
        }
        await isKeptOut([:], guest.token, nil)
        await isKeptOut(cookie, nil, before)
        #expect(try await ticket().status == 403)
        let claim = try await server.ask(
            "POST", "/api/invitations/claim", token: guest.token, ["token": again.json["token"]])
        #expect(claim.status == 403)
        let listed = try await server.ask("GET", "/api/workspaces", token: guest.token).json["workspaces"].array
        #expect(!listed.contains { $0["id"].string == guest.workspace })
        try await server.terminate()
        server = try await house.start()
        await isKeptOut([:], guest.token, nil)
        let lines = try house.audit().filter { $0["act"] == "kick" }
        #expect(lines.count == 1 && lines[0]["outcome"] == "done" && lines[0]["detail"]["seconds"] == "600")
    }

    @Test func onlyOwnersRemoveAndAnOwnersOwnWindowIsOnlyClosed() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let owner = try await TestWindow.open(port: server.port, token: token)
        let other = try await TestWindow.open(port: server.port, token: token)
        let guest = try await Guest.invited(as: "editor", into: owner, of: server, by: token)
        let editor = try await TestWindow.open(port: server.port, token: guest.token, workspace: guest.workspace)
        let window = await owner.welcome["window"]
        for (op, fields): (String, [String: JSON]) in [
            ("member.remove", ["window": window]), ("member.role", ["window": window, "role": "viewer"]),
        ] {
            await #expect("\(op)") { try await editor.ask(op, fields) } throws: {
                ($0 as? TestWindow.Refused)?.code == "forbidden"
            }
        }
        for (fields, code): ([String: JSON], String) in [
            (["window": "nobody"], "not-found"), ([:], "invalid"),
            (["window": window, "duration": "never"], "invalid"), (["window": window, "duration": "31d"], "invalid"),
        ] {
            await #expect("\(fields)") { try await other.ask("member.remove", fields) } throws: {
                ($0 as? TestWindow.Refused)?.code == code
            }
        }
        try await other.ask("member.remove", ["window": window])
        #expect(try await owner.untilClosed() == 4403)
        _ = try await TestWindow.open(port: server.port, token: token)
    }
}
