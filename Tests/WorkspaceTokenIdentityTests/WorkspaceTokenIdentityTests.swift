import Logging
import MemoryStorage
import SessionCore
import TestSupport
import Testing
import WorkspaceTokenIdentity

@Suite struct WorkspaceTokenIdentityTests {
    let clock = ManualClock()
    let sessions: SessionManager
    let strategy: WorkspaceTokenIdentity

    init() {
        sessions = SessionManager(storage: MemoryStorage(), clock: clock, logger: Logger(label: "test"))
        strategy = WorkspaceTokenIdentity(sessions: sessions)
    }

    private func identify(_ credentials: Credentials) async throws -> Identity? {
        try await strategy.identify(credentials, at: clock.now)
    }

    private static func ways(of showing: String) -> [Credentials] {
        [
            Credentials(headers: [.init("authorization", "Bearer " + showing)]),
            Credentials(cookies: [.init("mooring", showing)]),
            Credentials(cookies: [.init("__Host-mooring", showing)]),
            Credentials(connection: "c", auth: ["token": showing]),
            Credentials(connection: "c", auth: ["workspaceToken": showing]),
        ]
    }

    @Test func theTokenIsTheSamePrincipalWhereverItIsShown() async throws {
        let issued = try await strategy.issue(at: clock.now)
        for credentials in Self.ways(of: issued.token.text) {
            #expect(try await identify(credentials) == issued.identity)
        }
        #expect(issued.identity.principal == .workspace(try #require(issued.identity.session)))
    }

    @Test func nothingShownIsNobodyAndNoError() async throws {
        #expect(try await identify(Credentials(connection: "c")) == nil)
        #expect(try await identify(Credentials(headers: [.init("authorization", "Basic eA==")])) == nil)
        #expect(try await identify(Credentials(cookies: [.init("other", "x")])) == nil)
    }

    /// A JSON Web Token is another strategy's business.
    @Test func aBearerWithDotsIsNotOurs() async throws {
        #expect(try await identify(Credentials(headers: [.init("authorization", "Bearer a.b.c")])) == nil)
    }

    /// I4: no client-minted or clock-derived id is a credential.
    @Test(arguments: ["", "workspace_1700000000000", "x", String(repeating: "A", count: 64)])
    func whatIsNoTokenIsRefused(_ text: String) async throws {
        for credentials in Self.ways(of: text) where credentials.headers.isEmpty || !text.isEmpty {
            await #expect { try await identify(credentials) } throws: { ($0 as? IdentityError)?.code == .refused }
        }
    }

    /// I5, I11: one answer for unknown, expired, revoked, and a token of something else.
    @Test func unknownExpiredRevokedAndForeignTokensAreRefusedAlike() async throws {
        let revoked = try await strategy.issue(at: clock.now)
        _ = try await sessions.revoke(revoked.token.key)
        let terminal = try await sessions.create(.terminal, owner: revoked.identity.principal, payload: [])
        let further = try await sessions.create(.workspace, owner: revoked.identity.principal, payload: [])
        let expired = try await strategy.issue(at: clock.now)
        clock.advance(by: .seconds(31 * 86_400))
        for token in [.random(), revoked.token, expired.token, terminal.token, further.token] {
            await #expect { try await identify(Credentials(auth: ["token": token.text])) } throws: {
                ($0 as? IdentityError)?.code == .refused
            }
        }
    }

    @Test func aGraceThatIsTooLongIsRefusedAtTheStart() async throws {
        for (grace, isTaken) in [("0s", true), ("10m", true), ("11m", false), ("never", false)] {
            let strategy = try? await IdentityDriver.workspaceToken.make(
                IdentityDriver.Environment(
                    settings: PluginSettings(plugin: "workspace-token", values: ["rotate-grace": grace]),
                    sessions: sessions, dataDirectory: "/", logger: Logger(label: "test")))
            #expect((strategy != nil) == isTaken, "\(grace)")
        }
    }

    /// I14.
    @Test func twoTokensAreAmbiguousAndOneShownTwiceIsNot() async throws {
        let first = try await strategy.issue(at: clock.now)
        let second = try await strategy.issue(at: clock.now)
        let both = Credentials(auth: ["token": first.token.text], cookies: [.init("mooring", second.token.text)])
        await #expect { try await identify(both) } throws: { ($0 as? IdentityError)?.code == .ambiguous }
        let twice = Credentials(auth: ["token": first.token.text], cookies: [.init("mooring", first.token.text)])
        #expect(try await identify(twice)?.principal == first.identity.principal)
    }

    /// A store that fails is never "not logged in".
    @Test func aStoreThatFailsIsAnErrorOfItsOwn() async throws {
        let broken = SessionManager(storage: FailingStorage(), clock: clock, logger: Logger(label: "test"))
        let strategy = WorkspaceTokenIdentity(sessions: broken)
        await #expect {
            try await strategy.identify(Credentials(auth: ["token": SessionToken.random().text]), at: clock.now)
        } throws: {
            ($0 as? IdentityError)?.code == .unavailable
        }
        await #expect { try await strategy.issue(at: clock.now) } throws: {
            ($0 as? IdentityError)?.code == .unavailable
        }
    }
}
