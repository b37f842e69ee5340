import Foundation
import HTTPTypes
import SessionCore
import SessionServer
import TestSupport
import Testing

@Suite struct HTTPInvitationsTests {
    @Test func anInvitedGuestSeesTheSession() async throws {
        let house = try HTTPHouse()
        defer { house.close() }
        let host = try await house.newcomer().token
        let workspace = try await house.ownWorkspace(of: host)
        let path = "/api/workspaces/\(workspace)"
        let opened = try await house.call(.patch, path, token: host, json: #"{"tabs":[{"title":"Shared"}]}"#)
        let terminal = try #require((opened["terminals"] as? [String: Any])?.keys.first)
        let made = try await house.call(
            .post, path + "/invitations", token: host, json: #"{"role":"editor","expires":"1h","uses":1}"#)
        #expect(made.verdict == "201")
        let id = try #require(made["id"] as? String)
        let secret = try #require(made["token"] as? String)
        #expect(made.header("location") == "\(path)/invitations/\(id)")
        #expect(made["expires"] as? String == house.clock.now.advanced(by: .seconds(3600)).iso8601)
        let guest = try await house.newcomer().token
        let claimed = try await house.call(
            .post, "/api/invitations/claim", token: guest, json: #"{"token":"\#(secret)"}"#)
        #expect(claimed["workspace"] as? String == workspace)
        #expect(claimed["role"] as? String == "editor")
        let seen = try await house.call(.get, "/api/sessions/\(terminal)", token: guest)
        #expect(seen["name"] as? String == "Shared")
        #expect(try await house.call(.get, path, token: guest)["role"] as? String == "editor")
    }

    @Test func revokingAnInvitationEndsTheAccessThatCameOfIt() async throws {
        let house = try HTTPHouse()
        let host = try await house.newcomer().token
        let guest = try await house.guest(of: host, as: .editor)
        let path = "/api/workspaces/\(try await house.ownWorkspace(of: host))"
        #expect(try await house.call(.get, path, token: guest).verdict == "200")
        let listed = try await house.call(.get, path + "/invitations", token: host)
        let invitation = try #require((listed["invitations"] as? [[String: Any]])?.first)
        #expect(invitation["claimed"] as? Int == 1)
        #expect(invitation["token"] == nil)
        let one = "\(path)/invitations/\(try #require(invitation["id"] as? String))"
        #expect(try await house.call(.get, one, token: host)["claimed"] as? Int == 1)
        #expect(try await house.call(.delete, one, token: host).verdict == "204")
        #expect(try await house.call(.get, path, token: guest).verdict == "404 not-found")
        #expect(try await house.call(.get, one, token: host).verdict == "404 not-found")
        #expect(try await house.call(.delete, one, token: host).verdict == "404 not-found")
    }

    @Test func aViewerMayLookAndNothingElse() async throws {
        let house = try HTTPHouse()
        defer { house.close() }
        let host = try await house.newcomer().token
        let path = "/api/workspaces/\(try await house.ownWorkspace(of: host))"
        let opened = try await house.call(.patch, path, token: host, json: #"{"tabs":[{}]}"#)
        let terminal = try #require((opened["terminals"] as? [String: Any])?.keys.first)
        let viewer = try await house.guest(of: host, as: .viewer)
        #expect(try await house.call(.get, path, token: viewer)["role"] as? String == "viewer")
        #expect(try await house.call(.get, "/api/sessions/\(terminal)", token: viewer).verdict == "200")
        let patch = try await house.call(.patch, path, token: viewer, json: #"{"name":"Mine"}"#)
        #expect(patch.verdict == "403 forbidden")
        #expect(try await house.call(.delete, path, token: viewer).verdict == "403 forbidden")
        #expect(try await house.call(.delete, "/api/sessions/\(terminal)", token: viewer).verdict == "403 forbidden")
        try await cannotInvite(house, viewer, path)
    }

    @Test func anEditorChangesButDoesNotInvite() async throws {
        let house = try HTTPHouse()
        let host = try await house.newcomer().token
        let path = "/api/workspaces/\(try await house.ownWorkspace(of: host))"
        let editor = try await house.guest(of: host, as: .editor)
        #expect(try await house.call(.patch, path, token: editor, json: #"{"name":"Ours"}"#).verdict == "200")
        #expect(try await house.call(.delete, path, token: editor).verdict == "403 forbidden")
        try await cannotInvite(house, editor, path)
    }

    @Test func nobodyOutsideLearnsWhyAnInvitationDoesNotHold() async throws {
        let house = try HTTPHouse()
        let host = try await house.newcomer().token
        let path = "/api/workspaces/\(try await house.ownWorkspace(of: host))/invitations"
        let short = try await secret(house, host, path, #"{"role":"viewer","expires":"1s"}"#)
        let once = try await secret(house, host, path, #"{"role":"viewer","uses":1}"#)
        #expect(try await claim(house, once).status == 200)
        house.clock.advance(by: .seconds(2))
        var answers: [String] = []
        for text in [short, once, SessionToken.random().text, "nonsense", host.text] {
            let answer = try await claim(house, text)
            #expect(answer.verdict == "404 not-found")
            answers.append(answer.text)
        }
        #expect(Set(answers).count == 1, "the answers differ: \(answers)")
    }

    @Test func whoShowsNothingCannotClaim() async throws {
        let house = try HTTPHouse()
        let origin = ["origin": "http://localhost:57575"]
        let answer = try await house.call(
            .post, "/api/invitations/claim", headers: origin, json: #"{"token":"\#(SessionToken.random().text)"}"#)
        #expect(answer.verdict == "401 no-credential")
    }

    @Test(arguments: [
        (#"{}"#, "role is missing"),
        (#"{"role":"owner"}"#, "an invitation is for a viewer or an editor"),
        (#"{"role":"king"}"#, "role has a value that is not allowed here"),
        (#"{"role":7}"#, "role is not a text"),
        (#"{"role":"viewer","uses":0}"#, "uses is a number from 1 to 256"),
        (#"{"role":"viewer","uses":"many"}"#, "uses is not a whole number"),
        (#"{"role":"viewer","expires":"soon"}"#, "expires is a duration such as 30m, 24h or 7d, or never"),
        (#"{"role":"viewer","expires":"0s"}"#, "expires is a duration such as 30m, 24h or 7d"),
    ])
    func whatMakesNoSenseIsSaid(_ body: String, _ message: String) async throws {
        let house = try HTTPHouse()
        let host = try await house.newcomer().token
        let path = "/api/workspaces/\(try await house.ownWorkspace(of: host))/invitations"
        let answer = try await house.call(.post, path, token: host, json: body)
        #expect(answer.verdict == "400 invalid")
        #expect(answer["error", "message"] as? String == message)
    }

    @Test func aForgottenLinkIsNoneAfterADay() async throws {
        let house = try HTTPHouse()
        let host = try await house.newcomer().token
        let path = "/api/workspaces/\(try await house.ownWorkspace(of: host))/invitations"
        let made = try await house.call(.post, path, token: host, json: #"{"role":"viewer"}"#)
        #expect(made["expires"] as? String == house.clock.now.advanced(by: .seconds(86_400)).iso8601)
    }

    private func cannotInvite(_ house: HTTPHouse, _ token: SessionToken, _ path: String) async throws {
        let invitations = path + "/invitations"
        let invite = try await house.call(.post, invitations, token: token, json: #"{"role":"viewer"}"#)
        #expect(invite.verdict == "403 forbidden")
        #expect(try await house.call(.get, invitations, token: token).verdict == "403 forbidden")
        #expect(try await house.call(.delete, invitations + "/abc", token: token).verdict == "403 forbidden")
    }

    private func secret(_ house: HTTPHouse, _ host: SessionToken, _ path: String, _ body: String) async throws -> String
    {
        try #require(try await house.call(.post, path, token: host, json: body)["token"] as? String)
    }

    private func claim(_ house: HTTPHouse, _ secret: String) async throws -> HTTPAnswer {
        let guest = try await house.newcomer().token
        return try await house.call(.post, "/api/invitations/claim", token: guest, json: #"{"token":"\#(secret)"}"#)
    }
}
