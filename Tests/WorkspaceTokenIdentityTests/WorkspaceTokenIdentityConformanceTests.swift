import MemoryStorage
import SessionCore
import SessionTesting
import TestSupport
import Testing
import WorkspaceTokenIdentity

@Suite struct WorkspaceTokenIdentityConformanceTests {
    @Test(arguments: IdentityConformance.allCases)
    func keeps(_ promise: IdentityConformance) async {
        await promise.check {
            let (clock, log) = (ManualClock(), LogMemory())
            let sessions = SessionManager(storage: MemoryStorage(), clock: clock, logger: log.logger)
            let strategy = WorkspaceTokenIdentity(sessions: sessions)
            let one = try await strategy.issue(at: clock.now).token
            let another = try await strategy.issue(at: clock.now).token
            let ended = try await strategy.issue(at: clock.now).token
            _ = try await sessions.revoke(ended.key)
            let unknown = SessionToken.random()
            let failing = SessionManager(storage: FailingStorage(), clock: clock, logger: log.logger)
            return IdentitySamples(
                of: strategy, at: clock.now, trusted: Self.ways(of: one.text),
                another: Credentials(auth: ["token": another.text]),
                foreign: [
                    Credentials(headers: [.init("authorization", "Bearer a.b.c")]),
                    Credentials(headers: [.init("authorization", "Basic eA==")]),
                    Credentials(cookies: [.init("other", one.text)]),
                ],
                refused: [unknown.text, ended.text, "short"].flatMap(Self.ways(of:)),
                ambiguous: Self.ways(of: one.text).map { shown in
                    var both = shown
                    both.headers.append(.init("authorization", "Bearer " + another.text))
                    return both
                },
                outages: Self.ways(of: one.text).map { .init(WorkspaceTokenIdentity(sessions: failing), shown: $0) },
                secrets: [one, another, ended, unknown].map(\.text), log: { log.text })
        }
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
}
