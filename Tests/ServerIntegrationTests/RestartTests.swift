import Foundation
import SessionServer
import TestSupport
import Testing

/// What survives the end of the server: everything but the processes, and it says so of those.
@Suite struct RestartTests {
    enum Ending: CaseIterable { case terminated, killed }

    @Test(arguments: Ending.allCases)
    func tabsNamesInvitationsAndLastOutputAreThereAfterwards(_ ending: Ending) async throws {
        let house = try TestHouse()
        let server = try await house.start()
        let token = try await TestHouse.newToken(from: server)
        let window = try await TestWindow.open(port: server.port, token: token)
        let workspace = await window.welcome["workspace"].text.replacing("\"", with: "")
        try await window.ask("tab.open", ["title": "builds"])
        try await window.ask("workspace.rename", ["name": "Night shift"])
        let handle = await window.firstTerminal
        let number = try await window.attach(handle)
        try await window.type("echo kept-$((10+1))\n", into: number)
        try await window.until(number, shows: "kept-11")
        let invited = try await server.ask(
            "POST", "/api/workspaces/\(workspace)/invitations", token: token, ["role": "viewer"])
        #expect(invited.status == 201)
        switch ending {
        case .terminated:
            #expect(try await server.terminate() == 0)
            #expect(try await window.untilClosed() == 1001)
        case .killed:
            // The last output is written every five seconds; a killed server had no chance to write it at its end.
            try await eventually(within: .seconds(20), "the output is in the store") {
                try Self.file(of: house, contains: Data("kept-11".utf8).base64EncodedString().dropLast(2))
            }
            try await server.kill9()
        }

        let second = try await house.start()
        let back = try await TestWindow.open(port: second.port, token: token)
        #expect(await back.workspace["name"] == "Night shift")
        #expect(await back.workspace["tabs"].array.count == 2)
        #expect(await back.workspace["tabs"][1]["title"] == "builds")
        #expect(await back.firstTerminal == handle)
        #expect(await back.workspace["terminals"][handle]["state"] == "ended")
        #expect(await back.workspace["terminals"][handle]["exit"]["how"] == "lost")
        let again = try await back.attach(handle)
        try await back.until(again, shows: "kept-11")
        try await back.until("the end") { await back.terminals[again]?.ending == "lost 0" }
        try await back.ask("terminal.restart", ["terminal": .string(handle)])
        try await back.type("echo new-$((20+1))\n", into: again)
        try await back.until(again, shows: "new-21")
        let listed = try await second.ask("GET", "/api/workspaces/\(workspace)/invitations", token: token)
        #expect(listed.json["invitations"].array.count == 1)
        let guest = try await TestHouse.newToken(from: second)
        let claim = try await second.ask(
            "POST", "/api/invitations/claim", token: guest, ["token": invited.json["token"]])
        #expect(claim.json["role"] == "viewer")
    }

    /// Base64 depends on where in the tail the text begins, so all three shifts are looked for.
    private static func file(of house: TestHouse, contains _: Substring) throws -> Bool {
        let files = FileManager.default.enumerator(atPath: house.data)
        while let name = files?.nextObject() as? String {
            guard let bytes = FileManager.default.contents(atPath: house.data + "/" + name) else { continue }
            let texts = (0..<3).map { shift in
                let padded = Data(repeating: 65, count: shift) + Data("kept-11".utf8)
                return padded.base64EncodedString().dropFirst(shift == 0 ? 0 : 4).prefix(4)
            }
            if texts.contains(where: { bytes.range(of: Data($0.utf8)) != nil }) { return true }
        }
        return false
    }

    @Test func aSecondServerOnTheSameFolderIsRefusedByName() async throws {
        let house = try TestHouse()
        let server = try await house.start()
        let second = try ChildProcess(
            BuildProducts.executable("mooring"),
            ["serve", "--config", house.configuration, "--data", house.data, "--port", "0"] + ServeArguments.standing)
        #expect(try await second.exitCode() == 1)
        #expect(second.log.contains("\(server.identifier)"))
    }

    @Test func aPortInUseIsSaidInWords() async throws {
        let server = try await TestHouse().start()
        let house = try TestHouse()
        let second = try ChildProcess(
            BuildProducts.executable("mooring"),
            ["serve", "--config", house.configuration, "--data", house.data, "--port", "\(server.port)"]
                + ServeArguments.standing)
        #expect(try await second.exitCode() == 1)
        #expect(second.log.contains("in use"))
    }
}
