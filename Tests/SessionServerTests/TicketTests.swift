import HTTPTypes
import SessionCore
import SessionServer
import TestSupport
import Testing

/// Scenario 44 and I18: a ticket opens one window, once, in time, for those it was made for; everything else is refused.
@Suite struct TicketTests {
    private static let origin = "http://localhost:57575"
    private let house: HTTPHouse
    private let owner: IssuedIdentity
    private let workspace: String

    init() async throws {
        house = try HTTPHouse()
        owner = try await house.newcomer()
        workspace = try await house.ownWorkspace(of: owner.token)
    }

    private func ticket(_ token: SessionToken? = nil, json: String? = nil) async throws -> String {
        let made = try await house.call(
            .post, "/api/tickets", token: token ?? owner.token, headers: ["origin": Self.origin], json: json)
        #expect(made.status == 201)
        return try #require(made["ticket"] as? String)
    }

    /// Whether a ticket is taken; the code of the refusal if not.
    private func outcome(
        _ ticket: String, by identity: Identity? = nil, from origin: String = Self.origin, in workspace: String? = nil
    ) async -> String {
        let shown = Credentials(headers: [.init("origin", origin)], remoteAddress: "192.0.2.1")
        do {
            let document = try await house.hall.redeem(
                ticket, shownBy: identity ?? owner.identity, with: shown, for: workspace.flatMap(SessionHandle.init))
            return document.role.rawValue
        } catch {
            return error.code.rawValue
        }
    }

    @Test func itIsTakenOnce() async throws {
        let ticket = try await ticket()
        #expect(await outcome(ticket) == "owner")
        #expect(await outcome(ticket) == "refused")
        #expect(house.audit.words.suffix(1) == ["authenticate refused"])
        #expect(!"\(house.audit.entries)".contains(ticket))
    }

    @Test func itIsTakenBeforeThirtySecondsAreOverAndNotAfter() async throws {
        let (one, two) = (try await ticket(), try await ticket())
        house.clock.advance(by: .milliseconds(29_999))
        #expect(await outcome(one) == "owner")
        house.clock.advance(by: .milliseconds(1))
        #expect(await outcome(two) == "refused")
    }

    @Test func anotherSessionPrincipalOriginOrWorkspaceIsRefused() async throws {
        let stranger = try await house.newcomer().identity
        var otherSession = owner.identity
        otherSession.session = .random()
        #expect(await outcome(try ticket(), by: stranger) == "refused")
        #expect(await outcome(try ticket(), by: otherSession) == "refused")
        #expect(await outcome(try ticket(), from: "http://localhost:57576") == "refused")
        #expect(await outcome(try ticket(), from: "") == "refused")
        #expect(await outcome(try ticket(), in: SessionHandle.random().text) == "refused")
        #expect(await outcome(try ticket(), in: workspace) == "owner")
    }

    /// A ticket that was tried from the wrong place is used up: whoever stole it gets one try, and it fails.
    @Test func aTryFromElsewhereUsesItUp() async throws {
        let ticket = try await ticket()
        #expect(await outcome(ticket, from: "http://evil.example") == "refused")
        #expect(await outcome(ticket) == "refused")
    }

    @Test func itGivesTheRoleItWasMadeForAndNeverMore() async throws {
        #expect(await outcome(try ticket(json: #"{"role":"viewer"}"#)) == "viewer")
        let guest = try await house.guest(of: owner.token, as: .viewer)
        let wanted = #"{"workspace":"\#(workspace)","role":"editor"}"#
        let answer = try await house.call(.post, "/api/tickets", token: guest, json: wanted)
        #expect(answer.verdict == "403 forbidden")
    }

    @Test func whatIsNoTicketIsRefusedAlikeAndChangesNothing() async throws {
        for text in [owner.token.text, SessionToken.random().text, "", "x", String(repeating: "0", count: 64)] {
            #expect(await outcome(text) == "refused")
        }
        #expect(try await house.call(.get, "/api/sessions", token: owner.token).status == 200)
    }

    @Test func ofAHundredTriesAtOnceOneSucceeds() async throws {
        let ticket = try await ticket()
        let taken = await withTaskGroup(of: String.self) { group in
            for _ in 0..<100 { group.addTask { await outcome(ticket) } }
            return await group.reduce(into: 0) { count, word in count += word == "owner" ? 1 : 0 }
        }
        #expect(taken == 1)
    }

    @Test func nobodyGetsOneWithoutACredentialOrForAWorkspaceOfOthers() async throws {
        let nobody = try await house.call(.post, "/api/tickets", headers: ["origin": Self.origin])
        #expect(nobody.verdict == "401 no-credential")
        let stranger = try await house.newcomer().token
        let answer = try await house.call(
            .post, "/api/tickets", token: stranger, json: #"{"workspace":"\#(workspace)"}"#)
        #expect(answer.verdict == "404 not-found")
    }

    /// It is in nobody's list, and is no credential of its own.
    @Test func itIsNoSessionOfAnybodys() async throws {
        let token = try #require(SessionToken(try await ticket()))
        let listed = try await house.call(.get, "/api/sessions", token: owner.token)
        #expect((listed["sessions"] as? [Any])?.count == 1)
        #expect(try await house.call(.get, "/api/sessions", token: token).verdict == "401 refused")
    }
}
