import Foundation
import SessionCore
import TestSupport
import Testing

/// S81 and I23 on the whole server: whatever is done, no token is in a log, in the audit log, in a file or in an answer
/// that was not meant to hand it over, and no keystroke is in a log.
@Suite struct SecrecyTests {
    private static let typed = "hush-hush-4711"

    /// What everybody was given, and every text that came back beside it.
    private actor Ledger {
        private(set) var tokens: [String] = []
        private(set) var answers = ""

        func minted(_ token: String) { tokens.append(token) }
        func said(_ reply: HTTPReply) { answers += "\(reply.status) \(reply.json.text)\n" }
    }

    @Test(.timeLimit(.minutes(4))) func noTokenAndNoKeystrokeIsWhereItDoesNotBelong() async throws {
        let house = try TestHouse("logging: {level: trace}\nserver: {admin: {token-file: admin}}\n")
        let admin = SessionToken.random().text
        try house.folder.write(admin, to: "admin")
        let server = try await house.start()
        let ledger = Ledger()
        await ledger.minted(admin)
        try await doEverything(on: server, ledger, admin: admin)
        #expect(try await server.terminate() == 0)
        let tokens = await ledger.tokens.compactMap { SessionToken($0) }
        #expect(tokens.count >= 8)
        var places = [("the log", Data(server.log.utf8)), ("an answer", Data(await ledger.answers.utf8))]
        for path in try FileManager.default.subpathsOfDirectory(atPath: house.data) {
            let file = house.data + "/" + path
            if let bytes = FileManager.default.contents(atPath: file) { places.append((path, bytes)) }
        }
        for (place, bytes) in places {
            for (number, token) in tokens.enumerated() {
                for form in TokenHunt.forms(of: token) where bytes.range(of: form.bytes) != nil {
                    Issue.record("\(form.name), number \(number), is in \(place)")
                }
            }
        }
        let audit = try String(contentsOfFile: house.data + "/audit.jsonl", encoding: .utf8)
        for text in [server.log, audit] { #expect(!text.contains(Self.typed)) }
        // The hunt was where things happen: at this level the log has requests, and the audit log every act.
        #expect(server.log.contains("A request was answered") && server.log.contains("/api/tickets"))
        let acts = Set(try house.audit().compactMap { $0["act"].string })
        #expect(
            acts.isSuperset(of: [
                "issue", "authenticate", "connect", "logout", "revoke", "invite", "claim", "kick", "role", "frame",
                "administer",
            ]))
    }

    private func doEverything(on server: RunningServer, _ ledger: Ledger, admin: String) async throws {
        let token = try await TestHouse.newToken(from: server)
        await ledger.minted(token)
        let owner = try await TestWindow.open(port: server.port, token: token)
        let workspace = await owner.welcome["workspace"].string ?? ""
        let number = try await owner.attach(owner.firstTerminal)
        try await owner.type("echo \(Self.typed)\n", into: number)
        try await owner.until(number, shows: Self.typed)
        let invitations = "/api/workspaces/\(workspace)/invitations"
        let made = try await server.ask("POST", invitations, token: token, ["role": "editor"])
        await ledger.minted(made.json["token"].string ?? "")
        let guest = try await TestHouse.newToken(from: server)
        await ledger.minted(guest)
        await ledger.said(
            try await server.ask("POST", "/api/invitations/claim", token: guest, ["token": made.json["token"]]))
        let browser = ["cookie": "mooring=" + guest, "origin": server.url, "content-type": "application/json"]
        for origin in [server.url, "https://evil.example"] {
            let headers = browser.merging(["origin": origin]) { $1 }
            let ticket = try await server.request(
                "POST", "/api/tickets", headers: headers, body: #"{"workspace":"\#(workspace)"}"#)
            guard let text = ticket.json["ticket"].string else { continue }
            await ledger.minted(text)
            let editor = try await TestWindow.open(port: server.port, token: nil, headers: headers, ticket: text)
            _ = try? await TestWindow.open(port: server.port, token: nil, headers: headers, ticket: text)
            try await owner.ask("member.role", ["window": editor.welcome["window"], "role": "viewer"])
            _ = try? await editor.ask("tab.open")
            try await owner.ask("member.remove", ["window": editor.welcome["window"]])
            _ = try await editor.untilClosed()
        }
        try await showWhatIsWrong(to: server, ledger, guest: guest, workspace: workspace)
        await ledger.said(
            try await server.ask("DELETE", "\(invitations)/\(made.json["id"].string ?? "")", token: token))
        for (path, shown) in [("/api/admin/migration", admin), ("/api/admin/migration", token)] {
            await ledger.said(try await server.ask("POST", path, token: shown, ["action": "stop"]))
        }
        await ledger.said(try await server.request("POST", "/api/forget", headers: browser))
        await ledger.said(try await server.ask("DELETE", "/api/workspaces/\(workspace)", token: token))
        await ledger.said(try await server.ask("GET", "/api/sessions", token: token))
    }

    private func showWhatIsWrong(
        to server: RunningServer, _ ledger: Ledger, guest: String, workspace: String
    ) async throws {
        for _ in 0..<3 {
            let wrong = SessionToken.random().text
            await ledger.minted(wrong)
            await ledger.said(try await server.ask("GET", "/api/sessions", token: wrong))
            await ledger.said(
                try await server.ask("POST", "/api/invitations/claim", token: guest, ["token": .string(wrong)]))
            _ = try? await TestWindow.open(port: server.port, token: wrong)
            // In an address it is refused, and what logs addresses must not log this one.
            await ledger.said(try await server.request("GET", "/api/sessions?token=\(wrong)"))
            await ledger.said(try await server.request("GET", "/?token=\(wrong)"))
        }
        await ledger.said(try await server.ask("GET", "/api/workspaces/\(workspace)", token: guest))
    }
}
