import HTTPTypes
import Hummingbird
import SessionCore
import SessionServer
import TestSupport
import Testing

/// Scenario S96: while the store is down nobody turns into nobody, and nothing changes.
@Suite struct HTTPOutageTests {
    private static let calls: [(HTTPRequest.Method, String, String?)] = [
        (.get, "/api/sessions", nil), (.get, "/api/sessions/ID", nil), (.delete, "/api/sessions/ID", nil),
        (.get, "/api/workspaces", nil), (.post, "/api/workspaces", #"{"name":"n"}"#), (.get, "/api/workspaces/ID", nil),
        (.patch, "/api/workspaces/ID", #"{"name":"n"}"#), (.delete, "/api/workspaces/ID", nil),
        (.get, "/api/workspaces/ID/invitations", nil),
        (.post, "/api/workspaces/ID/invitations", #"{"role":"viewer"}"#),
        (.get, "/api/workspaces/ID/invitations/INV", nil), (.delete, "/api/workspaces/ID/invitations/INV", nil),
        (.post, "/api/invitations/claim", #"{"token":"SECRET"}"#), (.post, "/api/token/rotate", nil),
        (.post, "/api/tickets", nil), (.post, "/api/token/sign-out-others", nil), (.post, "/api/logout", nil),
    ]
    private static let failures: [StorageError.Code] = [.unavailable, .timeout, .corrupt, .full, .unknown]

    /// A house with a workspace, an invitation into it, and what the calls name.
    private func furnished(
        _ policy: FailurePolicy
    ) async throws -> (house: HTTPHouse, token: SessionToken, fill: (String) -> String) {
        let house = try HTTPHouse(whenUnavailable: policy)
        let token = try await house.newcomer().token
        let workspace = try await house.ownWorkspace(of: token)
        let made = try await house.call(
            .post, "/api/workspaces/\(workspace)/invitations", token: token, json: #"{"role":"viewer"}"#)
        let invitation = try #require(made["id"] as? String)
        let secret = try #require(made["token"] as? String)
        return (
            house, token,
            {
                $0.replacing("ID", with: workspace).replacing("INV", with: invitation)
                    .replacing("SECRET", with: secret)
            }
        )
    }

    @Test func theCallsAreAllThatAskWhoComes() async throws {
        let open: Set = [
            "/", "/page/{name}", "/assets/{name}", "/debug/workspace", "/openapi.yaml", "/api/forget", "/healthz",
            "/readyz", "/metrics",
        ]
        let routes = try HTTPHouse().door.makeRouter().routes.filter {
            !open.contains("\($0.path)") && $0.method != .head
        }
        #expect(Set(routes.map { "\($0.method) \($0.path)" }).count == Self.calls.count)
    }

    @Test(arguments: calls, failures)
    func aKnownCallerIsToldThatTheStoreIsDown(
        _ call: (HTTPRequest.Method, String, String?), _ failure: StorageError.Code
    ) async throws {
        let (house, token, fill) = try await furnished(.failClosed)
        let created = house.store.created
        house.store.mood = .fails(failure)
        let answer = try await house.call(call.0, fill(call.1), token: token, json: call.2.map(fill))
        #expect(answer.status == 503, "\(answer.text)")
        #expect(answer.header("set-cookie") == nil)
        #expect(answer.header("x-mooring-stale") == nil)
        // What was created before is all there is: nobody was given another workspace.
        #expect(house.store.created == created)
        house.store.mood = .well
        #expect(try await house.call(.get, "/api/workspaces", token: token).status == 200)
        let kept = try await house.call(.get, fill("/api/workspaces/ID"), token: token)
        #expect(kept["version"] as? Int == 1)
        #expect(try await house.call(.get, fill("/api/workspaces/ID/invitations/INV"), token: token).status == 200)
    }

    @Test func thePageGivesNobodyANewCookieWhileItCannotTellWhoComes() async throws {
        let (house, token, _) = try await furnished(.failClosed)
        house.store.mood = .fails(.unavailable)
        let answer = try await house.call(.get, "/", headers: ["Cookie": "mooring=\(token.text)"])
        #expect(answer.header("set-cookie") == nil)
    }

    @Test(arguments: calls)
    func whereItIsAllowedRoutesThatOnlyReadAnswerFromWhatWasSeen(
        _ call: (HTTPRequest.Method, String, String?)
    ) async throws {
        let (house, token, fill) = try await furnished(.readOnlyStale(max: .seconds(30)))
        // Seen, as anybody who had the page open saw it.
        for path in ["/api/sessions", "/api/workspaces", "/api/workspaces/ID"] {
            _ = try await house.call(.get, fill(path), token: token)
        }
        house.clock.advance(by: .milliseconds(4_200))
        house.store.mood = .fails(.unavailable)
        let answer = try await house.call(call.0, fill(call.1), token: token, json: call.2.map(fill))
        let isReading = call.0 == .get && !call.1.contains("invitations")
        #expect(answer.status == (isReading ? 200 : 503), "\(answer.text)")
        #expect(answer.header("x-mooring-stale") == (isReading ? "5" : nil))
        house.clock.advance(by: .seconds(30))
        let late = try await house.call(call.0, fill(call.1), token: token, json: call.2.map(fill))
        #expect(late.status == 503)
        // Whoever showed nothing, or what is not known here, is told no more than ever.
        #expect(try await house.call(.get, "/api/sessions").status == 401)
        #expect(try await house.call(.get, "/api/sessions", token: .random()).status == 503)
    }

    @Test func aWorkspaceThatIsNotOpenIsNotOpenedFromMemory() async throws {
        let house = try HTTPHouse(whenUnavailable: .readOnlyStale(max: .seconds(30)))
        let token = try await house.newcomer().token
        guard case .live(let record) = try await house.hall.sessions.load(token) else { return }
        _ = try await house.hall.sessions.listing(of: record.owner, atMost: SessionServer.Limits.sessionsPerAnswer)
        house.store.mood = .fails(.unavailable)
        #expect(try await house.call(.get, "/api/workspaces", token: token).verdict == "503 unavailable")
        #expect(house.hall.rooms.isEmpty)
    }
}
