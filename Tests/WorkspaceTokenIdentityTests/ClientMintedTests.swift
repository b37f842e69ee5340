import Logging
import MemoryStorage
import SessionConformance
import SessionCore
import SessionTesting
import TestSupport
import Testing
import WorkspaceTokenIdentity

/// Tokens that a client made, trusted on first use where the configuration says so.
@Suite struct ClientMintedTests {
    let clock = ManualClock()
    let sessions: SessionManager
    let strategy: WorkspaceTokenIdentity
    let token = SessionToken.random().text

    init() {
        sessions = SessionManager(storage: MemoryStorage(), clock: clock, logger: Logger(label: "test"))
        strategy = WorkspaceTokenIdentity(sessions: sessions, clientMinted: .accept)
    }

    private func identify(_ credentials: Credentials) async throws -> Identity? {
        try await strategy.identify(credentials, at: clock.now)
    }

    private func expectRefused(_ credentials: Credentials) async {
        await #expect { try await identify(credentials) } throws: { ($0 as? IdentityError)?.code == .refused }
    }

    @Test(arguments: IdentityConformance.allCases)
    func acceptingKeeps(_ promise: IdentityConformance) async {
        await promise.check {
            let (clock, log) = (ManualClock(), LogMemory())
            let sessions = SessionManager(storage: MemoryStorage(), clock: clock, logger: log.logger)
            let strategy = WorkspaceTokenIdentity(sessions: sessions, clientMinted: .accept)
            let (one, another) = (SessionToken.random().text, SessionToken.random().text)
            let ended = try await strategy.issue(at: clock.now).token
            _ = try await sessions.revoke(ended.key)
            let failing = SessionManager(storage: FailingStorage(), clock: clock, logger: log.logger)
            let both = Credentials(auth: ["token": one], headers: [.init("authorization", "Bearer " + another)])
            return IdentitySamples(
                of: strategy, at: clock.now, trusted: Self.ways(of: one), another: Self.ways(of: another)[0],
                foreign: [Credentials(cookies: [.init("other", one)])],
                refused: [ended.text, "short"].flatMap(Self.ways(of:)), ambiguous: [both],
                outages: [
                    .init(
                        WorkspaceTokenIdentity(sessions: failing, clientMinted: .accept), shown: Self.ways(of: one)[0])
                ],
                secrets: [one, another, ended.text], log: { log.text })
        }
    }

    private static func ways(of showing: String) -> [Credentials] {
        [
            Credentials(connection: "c", auth: ["token": showing]),
            Credentials(connection: "c", auth: ["workspaceToken": showing]),
            Credentials(headers: [.init("authorization", "Bearer " + showing)]),
        ]
    }

    @Test func aTokenThatAClientMadeIsOneWorkspaceFromItsFirstUseOn() async throws {
        let first = try #require(try await identify(Credentials(auth: ["token": token])))
        for credentials in Self.ways(of: token) { #expect(try await identify(credentials) == first) }
        #expect(try await identify(Credentials(cookies: [.init("mooring", token)])) == first)
        #expect(first.principal == .workspace(try #require(first.session)))
    }

    @Test func longerTokensAndCapitalsAreTakenAndNameTheSameWorkspace() async throws {
        let long = token + SessionToken.random().text
        let first = try await identify(Credentials(auth: ["token": long]))
        #expect(try await identify(Credentials(auth: ["token": long.uppercased()]))?.principal == first?.principal)
        #expect(try await identify(Credentials(auth: ["token": token]))?.principal != first?.principal)
    }

    /// What stands between an attacker and everybody is that nobody guesses one.
    @Test(arguments: [
        String(repeating: "0", count: 64), String(repeating: "0", count: 51) + "1700000000000",
        String(repeating: "0123456", count: 10), String(repeating: "abcdefg0", count: 8), "1700000000000",
        String(SessionToken.random().text.dropLast()), String(repeating: SessionToken.random().text, count: 5),
    ])
    func whatCanBeNoRandomNumberIsRefused(_ text: String) async {
        for credentials in Self.ways(of: text) { await expectRefused(credentials) }
    }

    /// A neighbouring site can plant a cookie, and would know whose workspace it opens.
    @Test func aCookieNobodyHasShownBeforeIsRefused() async throws {
        await expectRefused(Credentials(cookies: [.init("mooring", token)]))
        await expectRefused(Credentials(cookies: [.init("__Host-mooring", token)]))
        #expect(try await identify(Credentials(auth: ["token": token])) != nil)
    }

    @Test func aRevokedOneIsNotMadeAnew() async throws {
        _ = try await identify(Credentials(auth: ["token": token]))
        _ = try await sessions.revoke(try #require(SessionToken(token)).key)
        await expectRefused(Credentials(auth: ["token": token]))
    }

    @Test func fiftyWindowsThatComeAtOnceAreOnOneWorkspace() async throws {
        let principals = try await withThrowingTaskGroup(of: Principal?.self) { group in
            for _ in 0..<50 {
                group.addTask { try await identify(Credentials(auth: ["token": token]))?.principal }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(principals.count == 1)
        #expect(principals.contains(nil) == false)
    }

    @Test func whoTriesOneTokenAfterTheOtherMakesOnlySoManyWorkspaces() async throws {
        var made = 0
        for _ in 0..<300 {
            do {
                _ = try await identify(Credentials(auth: ["token": SessionToken.random().text]))
                made += 1
            } catch let error as IdentityError {
                #expect(error.code == .unavailable)
            }
        }
        #expect(made == 200)
        clock.advance(by: .seconds(1))
        #expect(try await identify(Credentials(auth: ["token": token])) != nil)
    }

    @Test func theSettingDecidesAndIsOffWhenNothingIsSaid() async throws {
        for (values, isTaken) in [
            ([:], false), (["client-minted": "refuse"], false), (["client-minted": "accept"], true),
        ] {
            let strategy = try await IdentityDriver.workspaceToken.make(
                IdentityDriver.Environment(
                    settings: PluginSettings(plugin: "workspace-token", values: values), sessions: sessions,
                    dataDirectory: "/", logger: Logger(label: "test")))
            let shown = Credentials(auth: ["token": SessionToken.random().text])
            let identity = try? await strategy.identify(shown, at: clock.now)
            #expect((identity != nil) == isTaken, "\(values)")
        }
    }
}
