import Foundation
import HTTPTypes
import SessionCore
import Testing

@Suite struct HTTPSessionsTests {
    @Test func aTerminalIsListedWithItsSizeAndItsWorkspace() async throws {
        let house = try HTTPHouse()
        defer { house.close() }
        let token = try await house.newcomer().token
        let made = try await house.call(.post, "/api/workspaces", token: token, json: #"{"tabs":[{"title":"One"}]}"#)
        let workspace = try #require(made["id"] as? String)
        let sessions = try await sessions(house, token).filter { $0["kind"] as? String == "terminal" }
        let session = try #require(sessions.first)
        #expect(sessions.count == 1)
        #expect(session["workspace"] as? String == workspace)
        #expect(session["name"] as? String == "One")
        #expect(session["state"] as? String == "running")
        #expect(session["cols"] as? Int == 80)
        #expect(session["rows"] as? Int == 24)
        #expect((session["attachments"] as? [Any])?.isEmpty == true)
        #expect((session["created"] as? String)?.hasSuffix("Z") == true)
        #expect(session["lastActivity"] != nil)
        let id = try #require(session["id"] as? String)
        let one = try await house.call(.get, "/api/sessions/\(id)", token: token)
        #expect(one["id"] as? String == id)
    }

    @Test func endingATerminalTakesItOutOfTheListAndTheWorkspace() async throws {
        let house = try HTTPHouse()
        defer { house.close() }
        let token = try await house.newcomer().token
        let made = try await house.call(.post, "/api/workspaces", token: token, json: #"{"tabs":[{}]}"#)
        let terminals = try #require(made["terminals"] as? [String: Any])
        let id = try #require(terminals.keys.first)
        let ended = try await house.call(.delete, "/api/sessions/\(id)", token: token)
        #expect(ended.verdict == "204")
        #expect(ended.header("content-length") == nil)
        #expect(try await house.call(.get, "/api/sessions/\(id)", token: token).verdict == "404 not-found")
        #expect(try await house.call(.delete, "/api/sessions/\(id)", token: token).verdict == "404 not-found")
        #expect(try await sessions(house, token).allSatisfy { $0["kind"] as? String == "workspace" })
    }

    @Test func aForeignPrincipalFindsNothing() async throws {
        let house = try HTTPHouse()
        defer { house.close() }
        let token = try await house.newcomer().token
        let made = try await house.call(.post, "/api/workspaces", token: token, json: #"{"tabs":[{}]}"#)
        let workspace = try #require(made["id"] as? String)
        let terminal = try #require((made["terminals"] as? [String: Any])?.keys.first)
        let stranger = try await house.newcomer().token
        let ids = try await sessions(house, stranger).compactMap { $0["id"] as? String }
        #expect(!ids.contains(workspace) && !ids.contains(terminal))
        for path in ["/api/sessions/\(terminal)", "/api/sessions/\(workspace)", "/api/workspaces/\(workspace)"] {
            #expect(try await house.call(.get, path, token: stranger).verdict == "404 not-found", "\(path)")
            #expect(try await house.call(.delete, path, token: stranger).verdict == "404 not-found", "\(path)")
        }
        let patch = try await house.call(
            .patch, "/api/workspaces/\(workspace)", token: stranger, json: #"{"name":"x"}"#)
        #expect(patch.verdict == "404 not-found")
        let invite = try await house.call(
            .post, "/api/workspaces/\(workspace)/invitations", token: stranger, json: #"{"role":"editor"}"#)
        #expect(invite.verdict == "404 not-found")
    }

    @Test(arguments: ["UPPER", "a%2fb", "a.b", "..", String(repeating: "a", count: 65)])
    func whatCannotBeAHandleIsNotFound(_ id: String) async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        #expect(try await house.call(.get, "/api/sessions/\(id)", token: token).verdict == "404 not-found")
    }

    private func sessions(_ house: HTTPHouse, _ token: SessionToken) async throws -> [[String: Any]] {
        let answer = try await house.call(.get, "/api/sessions", token: token)
        #expect(answer.status == 200)
        return try #require(answer["sessions"] as? [[String: Any]])
    }
}
