import HTTPTypes
import SessionCore
import TestSupport
import Testing

@testable import SessionServer

/// Replacing the secret one shows, and what the old one is then worth.
@Suite struct HTTPTokenTests {
    private func replaced(
        _ house: HTTPHouse, _ token: SessionToken, _ path: String = "/api/token/rotate"
    ) async throws -> SessionToken {
        let answer = try await house.call(.post, path, token: token)
        #expect(answer.verdict == "200")
        #expect(answer.header("set-cookie") == nil)
        let text = try #require(answer["token"] as? String)
        return try #require(SessionToken(text))
    }

    private func cookie(_ token: SessionToken) -> [String: String] {
        ["cookie": "mooring=\(token.text)", "origin": "http://localhost:57575"]
    }

    @Test func aReplacedTokenOpensTheSameWorkspaceAndTheOldOneOnlyForItsGrace() async throws {
        let house = try HTTPHouse()
        let old = try await house.newcomer().token
        let workspace = try await house.ownWorkspace(of: old)
        let new = try await replaced(house, old)
        #expect(new != old)
        #expect(try await house.ownWorkspace(of: new) == workspace)
        #expect(try await house.ownWorkspace(of: old) == workspace)
        house.clock.advance(by: .seconds(29))
        #expect(try await house.call(.get, "/api/workspaces", token: old).verdict == "200")
        #expect(try await house.call(.post, "/api/token/rotate", token: old).verdict == "401 refused")
        house.clock.advance(by: .seconds(1))
        #expect(try await house.call(.get, "/api/workspaces", token: old).verdict == "401 refused")
    }

    /// Theft: who shows an old secret has stolen it or was robbed, and nobody can tell which.
    @Test func anOldTokenAfterItsGraceEndsTheWorkspaceForAll() async throws {
        let house = try HTTPHouse()
        let first = try await house.newcomer().token
        let second = try await replaced(house, first)
        let third = try await replaced(house, second)
        house.clock.advance(by: .seconds(30))
        #expect(try await house.call(.get, "/api/workspaces", token: third).verdict == "200")
        #expect(try await house.call(.get, "/api/workspaces", token: first).verdict == "401 refused")
        #expect(try await house.call(.get, "/api/workspaces", token: third).verdict == "401 refused")
    }

    @Test func ofFiftyReplacementsAtOnceOneWins() async throws {
        let house = try HTTPHouse()
        let old = try await house.newcomer().token
        let verdicts = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 {
                group.addTask { try await house.call(.post, "/api/token/rotate", token: old).verdict }
            }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(verdicts == ["200": 1, "401 refused": 49])
        #expect(try await house.call(.get, "/api/workspaces", token: old).verdict == "200")
    }

    @Test func aWorkspaceIsChangedAndEndedUnderItsNewToken() async throws {
        let house = try HTTPHouse()
        let old = try await house.newcomer().token
        let path = "/api/workspaces/\(try await house.ownWorkspace(of: old))"
        #expect(try await house.call(.patch, path, token: old, json: #"{"name":"Before"}"#).verdict == "200")
        let new = try await replaced(house, old)
        house.clock.advance(by: .seconds(60))
        #expect(try await house.call(.patch, path, token: new, json: #"{"name":"After"}"#).verdict == "200")
        #expect(try await house.call(.get, path, token: new)["name"] as? String == "After")
        #expect(try await house.call(.delete, path, token: new).verdict == "204")
        #expect(try await house.call(.get, path, token: new).verdict == "401 refused")
    }

    /// Another process replaced the secret: the room here knows the old key only.
    @Test func aRoomFollowsAWorkspaceToTheSecretThatAnotherServerGaveIt() async throws {
        let house = try HTTPHouse()
        let old = try await house.newcomer()
        let path = "/api/workspaces/\(try await house.ownWorkspace(of: old.token))"
        _ = try await house.call(.patch, path, token: old.token, json: #"{"name":"Before"}"#)
        let new = try await house.hall.sessions.rotate(old.token.key).token
        let session = try #require(old.identity.session)
        await house.hall.room(session)?.revalidate()
        #expect(house.hall.room(session) != nil)
        #expect(try await house.call(.patch, path, token: new, json: #"{"name":"After"}"#).verdict == "200")
    }

    @Test func signingOutOthersRefusesTheOldTokenAtOnceAndEndsNothing() async throws {
        let house = try HTTPHouse()
        let old = try await house.newcomer()
        _ = try await house.ownWorkspace(of: old.token)
        let session = try #require(old.identity.session)
        let room = try #require(house.hall.room(session))
        let port = SeenPort(1)
        try room.enter(
            WindowSeat(
                port: port, principal: old.identity.principal,
                credentials: Credentials(auth: ["token": old.token.text]),
                role: .owner, since: house.clock.now, proofs: [room.handle], expires: .never, focus: nil))
        let new = try await replaced(house, old.token, "/api/token/sign-out-others")
        #expect(port.codes == [.goingAway])
        for _ in 0..<3 {
            #expect(try await house.call(.get, "/api/workspaces", token: old.token).verdict == "401 refused")
        }
        #expect(try await house.call(.get, "/api/workspaces", token: new).verdict == "200")
    }

    /// A window that stays open judges again what it once showed; nobody shows the old secret anew.
    @Test func aWindowOnAReplacedTokenIsSentAwayAndIsNoTheft() async throws {
        let house = try HTTPHouse()
        let old = try await house.newcomer()
        _ = try await house.ownWorkspace(of: old.token)
        let session = try #require(old.identity.session)
        let room = try #require(house.hall.room(session))
        let new = try await replaced(house, old.token)
        house.clock.advance(by: .seconds(31))
        let port = SeenPort(1)
        try room.enter(
            WindowSeat(
                port: port, principal: old.identity.principal,
                credentials: Credentials(auth: ["token": old.token.text]),
                role: .owner, since: house.clock.now, proofs: [room.handle], expires: .never, focus: nil))
        await room.revalidate()
        #expect(port.codes == [.unauthenticated])
        #expect(try await house.call(.get, "/api/workspaces", token: new).verdict == "200")
    }

    @Test(arguments: ["/api/token/rotate", "/api/token/sign-out-others"])
    func aBrowsersNewTokenIsInItsCookieAndNowhereElse(_ path: String) async throws {
        let house = try HTTPHouse()
        let old = try await house.newcomer().token
        let foreign = ["cookie": "mooring=\(old.text)", "origin": "http://elsewhere"]
        #expect(try await house.call(.post, path, headers: foreign).verdict == "403 forbidden")
        let answer = try await house.call(.post, path, headers: cookie(old))
        #expect(answer.verdict == "200")
        #expect(answer["token"] == nil && answer["expires"] is String)
        let set = try #require(answer.header("set-cookie"))
        #expect(set.contains("HttpOnly") && set.contains("SameSite=Strict"))
        let text = try #require(set.firstMatch(of: /^mooring=([0-9a-f]{64});/)).output.1
        #expect(!answer.text.contains(text) && String(text) != old.text)
        let new = try #require(SessionToken(String(text)))
        #expect(try await house.call(.get, "/api/workspaces", headers: cookie(new)).verdict == "200")
    }

    @Test func loggingOutEndsWhatTheTokenOpensAndClearsTheCookie() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let bystander = try await house.newcomer().token
        let answer = try await house.call(.post, "/api/logout", headers: cookie(token))
        #expect(answer.verdict == "204")
        #expect(answer.header("set-cookie")?.contains("Max-Age=0") == true)
        #expect(try await house.call(.get, "/api/workspaces", token: token).verdict == "401 refused")
        #expect(try await house.call(.get, "/api/workspaces", token: bystander).verdict == "200")
        let nobody = try await house.call(.post, "/api/logout", headers: ["origin": "http://localhost:57575"])
        #expect(nobody.verdict == "401 no-credential")
    }

    @Test func onlyTheLastReplacedTokensAreRemembered() async throws {
        let house = try HTTPHouse()
        let sessions = house.hall.sessions
        let first = try await house.newcomer()
        var token = first.token
        for _ in 0...SessionCore.Limits.rotationTraces {
            house.clock.advance(by: .milliseconds(1))
            token = try await sessions.rotateWatched(token.key, grace: .zero).token
        }
        let session = try #require(first.identity.session)
        let place = try #require(Principal("rotation:\(session)"))
        #expect(try await sessions.sessions(of: place).records.count == SessionCore.Limits.rotationTraces)
        #expect(try await sessions.endReused(first.token.key) == false)
        #expect(try await house.call(.get, "/api/workspaces", token: token).verdict == "200")
    }
}
