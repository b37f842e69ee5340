import MemoryStorage
import SessionCore
import SessionTesting
import TestSupport
import Testing
import WorkspaceTokenIdentity

@testable import JWTIdentity

@Suite struct JWTIdentityTests {
    @Test(arguments: IdentityConformance.allCases)
    func keeps(_ promise: IdentityConformance) async {
        await promise.check {
            let house = try await TokenHouse { $0.cookie = "jwt" }
            let down = try await TokenHouse(storage: FailingStorage())
            let key = house.issuer["ES256"]
            let one = try key.token(at: house.now)
            let another = try key.token(["sub": "\"bob\""], at: house.now)
            let expired = try key.token(["exp": "\(house.now - 60)"], at: house.now - 600)
            let forged = try TestIssuer.p256("es").token(at: house.now)
            return IdentitySamples(
                of: house.strategy, at: house.clock.now, trusted: Self.ways(of: one),
                another: .bearer(another),
                foreign: [
                    .bearer(SessionToken.random().text), Credentials(cookies: [.init("mooring", one)]),
                    Credentials(headers: [.init("authorization", "Basic " + one)]), Credentials(auth: ["jwt": one]),
                    Credentials(cookies: [.init("jwt", "")]), Credentials(headers: [.init("x-jwt", one)]),
                ],
                refused: [expired, forged, "a.b.c", ".", "..", "mooring.1"].flatMap(Self.ways(of:)),
                ambiguous: Self.ways(of: another).map { shown in
                    var both = shown
                    both.headers.append(.init("authorization", "Bearer " + one))
                    return both
                },
                outages: [.init(down.strategy, shown: .bearer(one))],
                secrets: [one, another, expired, forged], log: { house.log.text + down.log.text })
        }
    }

    private static func ways(of token: String) -> [Credentials] {
        [
            .bearer(token), Credentials(connection: "c", auth: ["token": token]),
            Credentials(cookies: [.init("jwt", token)]),
        ]
    }

    @Test func anIdentityEndsWithItsTokenAndTheLeeway() async throws {
        let house = try await TokenHouse()
        let identity = try await house.identify(try house.issuer["ES256"].token(at: house.now))
        #expect(identity?.expires == Timestamp(milliseconds: Int64(house.now + 630) * 1_000))
        #expect(identity?.ceiling == .owner && identity?.session == nil)
    }

    /// A busy user costs a lookup: a remembered token is not verified again, and not one instant longer than it holds.
    @Test func aVerifiedTokenIsRememberedUntilItExpires() async throws {
        let house = try await TokenHouse()
        let token = try house.issuer["ES256"].token(at: house.now)
        for _ in 0..<3 { #expect(await house.verdict(token).hasPrefix("accepted")) }
        #expect(house.strategy.verifier.remembered == 1)
        for _ in 0..<3 { #expect(!(await house.verdict(token + "x")).hasPrefix("accepted")) }
        #expect(house.strategy.verifier.remembered == 1)
        house.clock.advance(by: .milliseconds(629_999))
        #expect(await house.verdict(token).hasPrefix("accepted"))
        house.clock.advance(by: .milliseconds(1))
        #expect(await house.verdict(token) == "the token has expired")
        await house.strategy.reload()
        #expect(house.strategy.verifier.remembered == 0)
    }

    @Test func howManyTokensAreRememberedIsBounded() async throws {
        let house = try await TokenHouse()
        let key = house.issuer["HS256"]
        for number in 0..<12_000 {
            _ = try house.strategy.verifier.verify(
                try key.token(["jti": "\"\(number)\""], at: house.now), at: house.clock.now)
        }
        #expect((5_000...10_000).contains(house.strategy.verifier.remembered))
    }

    /// I14, and the chain in which each strategy looks at its own.
    @Test func aWorkspaceTokenBesideAJWTIsAmbiguous() async throws {
        let house = try await TokenHouse()
        let workspace = WorkspaceTokenIdentity(sessions: house.sessions)
        let chain = IdentityChain([house.strategy, workspace])
        let issued = try await workspace.issue(at: house.clock.now)
        let token = try house.issuer["ES256"].token(at: house.now)
        #expect(try await chain.identify(.bearer(token), at: house.clock.now)?.principal.scheme == "user")
        let alone = try await chain.identify(.bearer(issued.token.text), at: house.clock.now)
        #expect(alone?.principal == issued.identity.principal)
        var both = Credentials.bearer(token)
        both.cookies = [.init("mooring", issued.token.text)]
        let error = await #expect(throws: IdentityError.self) { try await chain.identify(both, at: house.clock.now) }
        #expect(error?.code == .ambiguous)
        var bad = both
        bad.headers = [.init("authorization", "Bearer a.b.c")]
        let refused = await #expect(throws: IdentityError.self) { try await chain.identify(bad, at: house.clock.now) }
        #expect(refused?.code == .refused)
    }

    /// What is not a token that somebody signed is never taken, however near it is to one.
    @Test func noMutationOfATokenIsTaken() async throws {
        let house = try await TokenHouse()
        var generator = SeededGenerator(seed: 20_261_122)
        let tokens = try house.issuer.keys.map { Array(try $0.token(at: house.now).utf8) }
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \0\n\u{e9}".utf8)
        for number in 0..<100_000 {
            let original = tokens[number % tokens.count]
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                let letter = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes[place] = letter
                case 1: bytes.insert(letter, at: place)
                case 2: bytes.remove(at: place)
                case 3: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &generator))
                default: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            guard (try? house.strategy.verifier.verify(text, at: house.clock.now)) != nil else { continue }
            if bytes != original { Issue.record("mutation \(number) is taken") }
        }
    }

    @Test func aWrongSettingIsSaidByName() {
        for (words, change) in [
            ("user-jwt.issuer", { $0.issuer = "" }), ("user-jwt.issuer", { $0.issuer = "a|b" }),
            ("user-jwt.audience", { $0.audience = "" }), ("user-jwt.type", { $0.type = "" }),
            ("user-jwt.leeway", { $0.leeway = .seconds(601) }), ("user-jwt.cookie", { $0.cookie = "a b" }),
            ("user-jwt.maximum-lifetime is 0", { $0.maximumLifetime = .zero }),
            ("user-jwt.maximum-lifetime is more", { $0.maximumLifetime = .seconds(30 * 86_400 - 59) }),
            ("user-jwt.algorithms: \"none\"", { $0.algorithms = ["none"] }),
            ("user-jwt.algorithms: \"HS512\"", { $0.algorithms = ["ES256", "HS512"] }),
        ] as [(String, (inout JWTSettings) -> Void)] {
            var settings = JWTSettings(issuer: TestIssuer.issuer, audience: TestIssuer.audience)
            change(&settings)
            do throws(IdentityError) {
                _ = try settings.checked()
                Issue.record("taken: \(words)")
            } catch {
                #expect(error.code == .misconfigured && error.reason.hasPrefix(words), "\(error)")
            }
        }
    }

    /// The last instant of the longest token is not after the first at which the revocation may be forgotten.
    @Test func theLongestLifetimeEndsWithTheMemoryOfARevocation() throws {
        var settings = JWTSettings(issuer: TestIssuer.issuer, audience: TestIssuer.audience)
        settings.maximumLifetime = SessionCore.Limits.tombstoneRetention - settings.leeway - settings.leeway
        #expect(try settings.checked().rules.maximumLifetime == .seconds(30 * 86_400 - 60))
    }
}
