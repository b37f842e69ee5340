import ProxyHeaderIdentity
import SessionCore
import SessionTesting
import TestSupport
import Testing

@Suite struct ProxyHeaderIdentityTests {
    private let now = Timestamp(milliseconds: 1_000)
    private let log = LogMemory()

    private func strategy(
        _ trusted: [String] = ["127.0.0.1", "10.1.0.0/16", "fd00::/8"], roles: String? = nil
    ) throws -> ProxyHeaderIdentity {
        try ProxyHeaderIdentity(trusted: trusted, rolesHeader: roles, logger: log.logger)
    }

    private func shown(
        _ users: String..., roles: [String] = [], from address: String? = "127.0.0.1"
    ) -> Credentials {
        Credentials(
            headers: users.map { .init("x-remote-user", $0) } + roles.map { .init("x-auth-roles", $0) },
            remoteAddress: address)
    }

    private func code(_ strategy: ProxyHeaderIdentity, _ shown: Credentials) async -> IdentityError.Code? {
        do throws(IdentityError) {
            _ = try await strategy.identify(shown, at: now)
            return nil
        } catch {
            return error.code
        }
    }

    /// The name is no secret, and no outage is possible: the proof is the address the connection comes from.
    @Test(arguments: IdentityConformance.cases(for: [.refused, .ambiguous]))
    func keeps(_ promise: IdentityConformance) async {
        await promise.check {
            IdentitySamples(
                of: try strategy(), at: now,
                trusted: [
                    shown("ada"), shown("ada", from: "10.1.255.3"), shown("ada", from: "::ffff:127.0.0.1"),
                    shown("ada", from: "fd12:3456::1"),
                ],
                another: shown("bob"),
                foreign: [
                    shown("ada", from: "192.0.2.1"), shown("ada", from: "10.2.0.1"), shown("ada", from: "fe80::1"),
                    shown("ada", from: nil), shown("ada", from: "localhost"), shown(roles: ["owner"]),
                    Credentials(auth: ["x-remote-user": "ada"], remoteAddress: "127.0.0.1"),
                ],
                refused: [shown(""), shown("ada,bob"), shown("ada", "ada"), shown(" ada"), shown("ad\u{e4}")],
                ambiguous: [shown("ada", "bob")])
        }
    }

    @Test func theNameIsTheSubjectOfTheProxysUsers() async throws {
        #expect(try await strategy().identify(shown("ada"), at: now)?.principal.text == "user:proxy|ada")
        let other = try ProxyHeaderIdentity(trusted: ["127.0.0.1"], issuer: "ldap", logger: log.logger)
        #expect(try await other.identify(shown("ada"), at: now)?.principal.text == "user:ldap|ada")
        #expect(try await strategy().identify(shown("Ada Lovelace"), at: now)?.principal.text.hasSuffix("lace") == true)
    }

    @Test(arguments: [
        "", "ada,bob", "ada, bob", "ada\u{0}", "ada\n", "ad\u{e4}", "ad\u{fffd}", "\u{7f}",
        String(repeating: "a", count: 257),
    ])
    func whatIsNoNameOfOneUserIsRefused(_ name: String) async throws {
        #expect(await code(try strategy(), shown(name)) == .refused)
    }

    @Test func rolesAreACeilingAndWhoeverHasNoneIsNotLetIn() async throws {
        let strategy = try strategy(roles: "X-Auth-Roles")
        for (roles, ceiling) in [("viewer", Role.viewer), ("EDITOR", .editor), ("staff, editor ,viewer", .editor)] {
            #expect(try await strategy.identify(shown("ada", roles: [roles]), at: now)?.ceiling == ceiling)
        }
        for roles in [
            [], [""], ["staff"], ["[\"owner\"]"], ["viewer", "owner"], [String(repeating: "owner,", count: 999)],
        ] {
            #expect(await code(strategy, shown("ada", roles: roles)) == .refused, "\(roles)")
        }
        #expect(try await self.strategy().identify(shown("ada", roles: ["viewer"]), at: now)?.ceiling == .owner)
    }

    @Test func aStrangersHeaderIsIgnoredAndLoggedOnce() async throws {
        let strategy = try strategy()
        for _ in 0..<5 {
            #expect(try await strategy.identify(shown("mallory", from: "192.0.2.1"), at: now) == nil)
        }
        #expect(log.text.split(separator: "\n").count == 1)
        #expect(log.text.contains("192.0.2.1") && !log.text.contains("mallory"))
        for number in 0..<200 {
            _ = try await strategy.identify(shown("mallory", from: "2001:db8::\(number)"), at: now)
        }
        #expect(log.text.split(separator: "\n").count == 32)
    }

    @Test(arguments: [
        ([], "trusted names no address"), (["0.0.0.0/0"], "\"0.0.0.0/0\" is everybody"), (["::/0"], "is everybody"),
        (["::ffff:0.0.0.0/96"], "is everybody"), (["localhost"], "\"localhost\" is no address"),
        (["10.1.2.3/8"], "its first address"), (["10.0.0.0/33"], "from 1 to 32"), (["10.0.0.0/+8"], "from 1 to 32"),
        (["10.0.0.0/"], "from 1 to 32"), (["10.0.0.010"], "is no address"), (["10.0.0"], "is no address"),
        (["fd00::/129"], "from 1 to 128"), (["::ffff:10.0.0.0/8"], "from 97 to 128"), ([""], "is no address"),
    ])
    func whatTrustsNobodyOrEverybodyIsAWrongSetting(_ trusted: [String], _ words: String) {
        let error = #expect(throws: IdentityError.self) { try strategy(trusted) }
        #expect(error?.code == .misconfigured && error?.reason.contains(words) == true, "\(error?.reason ?? "")")
        #expect(error?.reason.hasPrefix("proxy-header.trusted") == true)
    }

    @Test func aRangeEndsWhereItSays() async throws {
        let strategy = try strategy(["192.0.2.128/25", "2001:db8:8000::/33", "::ffff:10.0.0.0/104", "203.0.113.7"])
        let inside = ["192.0.2.128", "192.0.2.255", "2001:db8:8000::", "2001:db8:ffff::1", "10.255.0.1", "203.0.113.7"]
        let outside = ["192.0.2.127", "192.0.3.0", "2001:db8:7fff::", "2001:db9::", "11.0.0.0", "203.0.113.6", "::7"]
        for address in inside {
            #expect(try await strategy.identify(shown("ada", from: address), at: now) != nil, "\(address)")
        }
        for address in outside {
            #expect(try await strategy.identify(shown("ada", from: address), at: now) == nil, "\(address)")
        }
    }

    @Test func headersThatClientsSendForThemselvesAreWrongSettings() {
        for name in ["", "Cookie", "authorization", "X Remote", "X-Remote:", "x-r\u{e4}"] {
            let error = #expect(throws: IdentityError.self) {
                try ProxyHeaderIdentity(trusted: ["127.0.0.1"], userHeader: name, logger: log.logger)
            }
            #expect(error?.reason.hasPrefix("proxy-header.user") == true)
        }
        #expect(throws: IdentityError.self) {
            try ProxyHeaderIdentity(trusted: ["127.0.0.1"], rolesHeader: "x-remote-user", logger: log.logger)
        }
        #expect(throws: IdentityError.self) {
            try ProxyHeaderIdentity(trusted: ["127.0.0.1"], issuer: "a|b", logger: log.logger)
        }
    }
}
