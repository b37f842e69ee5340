import SessionCore
import TestSupport
import Testing

@testable import JWTIdentity

/// What a token says, and what of it is not taken.
@Suite struct ClaimTests {
    private func verdict(
        _ house: TokenHouse, _ claims: [String: String] = [:], header: [String: String] = [:]
    ) async throws -> String {
        await house.verdict(try house.issuer["ES256"].token(claims, header: header, at: house.now))
    }

    /// J11.
    @Test(arguments: [
        "null", #""https://other.example""#, #""https://issuer.example.evil.com""#, #""https://issuer.exampl""#,
        #""https://issuer.example/""#, #"["https://issuer.example"]"#, #""HTTPS://issuer.example""#, #""""#, "1",
    ])
    func j11AnotherIssuerIsRefused(_ issuer: String) async throws {
        let house = try await TokenHouse()
        #expect(try await verdict(house, ["iss": issuer]) == "the token is of another issuer")
    }

    /// J12.
    @Test(arguments: [
        "null", #""other""#, #""moor""#, #""mooringx""#, #"["other"]"#, "[]", #"["other", 1, "mooring"]"#, "1", #""""#,
        #"{"mooring":true}"#, #"["Mooring"]"#,
    ])
    func j12AnotherAudienceIsRefused(_ audience: String) async throws {
        let house = try await TokenHouse()
        #expect(try await verdict(house, ["aud": audience]) == "the token is for another audience")
        #expect(try await verdict(house, ["aud": #"["other", "mooring"]"#]).hasPrefix("accepted"))
    }

    /// J13, J14: each kind is taken where it is asked for and nowhere else.
    @Test func j13J14EveryKindOfTokenIsForItsOwnVerifier() async throws {
        let kinds = ["JWT", "at+jwt", "secevent+jwt", "logout+jwt", "dpop+jwt"]
        for asked in kinds {
            let house = try await TokenHouse { $0.type = asked }
            for shown in kinds {
                let verdict = try await verdict(house, header: ["typ": "\"\(shown)\""])
                #expect(
                    verdict
                        == (asked == shown
                            ? "accepted user:https://issuer.example|ada" : "the typ of the token is another"))
            }
            #expect(try await verdict(house, header: ["typ": "null"]).hasPrefix("accepted") == (asked == "JWT"))
            #expect(
                try await verdict(house, header: ["typ": "\"application/\(asked.uppercased())\""]).hasPrefix("accepted")
            )
            #expect(!(try await verdict(house, header: ["typ": "1"])).hasPrefix("accepted"))
        }
    }

    /// J18: the instants at which a token counts, to the second and with the leeway of 30 s.
    @Test func j18ATokenEndsWhenItSays() async throws {
        let house = try await TokenHouse()
        let now = house.now
        for (exp, isTaken) in [(now + 1, true), (now, true), (now - 29, true), (now - 30, false), (now - 31, false)] {
            let verdict = try await verdict(house, ["exp": "\(exp)", "iat": "\(now - 100)"])
            #expect(verdict == (isTaken ? "accepted user:https://issuer.example|ada" : "the token has expired"))
        }
        let strict = try await TokenHouse { $0.leeway = .zero }
        for (exp, isTaken) in [("\(now + 1)", true), ("\(now)", false), ("\(now).001", true), ("\(now - 1)", false)] {
            #expect(try await self.verdict(strict, ["exp": exp, "iat": "\(now - 9)"]).hasPrefix("accepted") == isTaken)
        }
    }

    /// J18.
    @Test(arguments: [
        "null ", "\"1800000000\"", "1e308", "1e309", "-1", "253402300800", "[]", "true", "{}", "-0.5", "1E400",
        "99999999999999999999",
    ])
    func j18WhatIsNoInstantIsRefused(_ instant: String) async throws {
        let house = try await TokenHouse()
        for name in ["exp", "nbf", "iat"] {
            #expect(try await verdict(house, [name: instant]) == "the \(name) of the token is no instant")
        }
        #expect(try await verdict(house, ["exp": "null"]) == "the token has no exp")
    }

    /// J19.
    @Test func j19WhatIsNotYetOrLivesTooLongIsRefused() async throws {
        let house = try await TokenHouse()
        let now = house.now
        #expect(try await verdict(house, ["nbf": "\(now + 30)"]).hasPrefix("accepted"))
        #expect(try await verdict(house, ["nbf": "\(now + 31)"]) == "the token is not valid yet")
        #expect(try await verdict(house, ["iat": "\(now + 30)"]).hasPrefix("accepted"))
        #expect(try await verdict(house, ["iat": "\(now + 31)"]) == "the token is from the future")
        #expect(try await verdict(house, ["exp": "\(now + 86_400)"]).hasPrefix("accepted"))
        let tooLong = "the token lives longer than maximum-lifetime"
        #expect(try await verdict(house, ["exp": "\(now + 86_401)"]) == tooLong)
        #expect(try await verdict(house, ["exp": "\(now + 9)", "iat": "\(now - 86_400)"]) == tooLong)
        #expect(try await verdict(house, ["iat": "null"]).hasPrefix("the token has no iat"))
    }

    /// I10, and what a subject may be.
    @Test func aUserIsTheIssuerAndTheSubjectTogether() async throws {
        let house = try await TokenHouse()
        for subject in [
            "null", #""""#, "1", #"["ada"]"#, #""a\nb""#, "\"\(String(repeating: "a", count: 500))\"", #""\u007f""#,
        ] {
            #expect(try await verdict(house, ["sub": subject]).hasPrefix("the sub of the token"))
        }
        #expect(try await verdict(house, ["sub": #""a|b""#]) == "accepted user:https://issuer.example|a|b")
        // Two spellings of one letter are two users.
        let one = try await house.identify(try house.issuer["ES256"].token(["sub": #""\u00e9""#], at: house.now))
        let two = try await house.identify(try house.issuer["ES256"].token(["sub": #""e\u0301""#], at: house.now))
        #expect(one?.principal != two?.principal)
        let other = try await TokenHouse { $0.issuer = "https://other.example" }
        let same = try other.issuer["ES256"].token(["iss": #""https://other.example""#], at: other.now)
        #expect(await other.verdict(same) == "accepted user:https://other.example|ada")
    }

    /// J21: whoever was revoked as a whole needs a token from after that, to the millisecond.
    @Test func j21ATokenFromBeforeARevocationOfAllIsRefused() async throws {
        let house = try await TokenHouse()
        let token = try house.issuer["ES256"].token(["jti": #""1""#], at: house.now)
        let principal = try #require(try await house.identify(token)?.principal)
        _ = try await house.sessions.revokeSessions(of: principal)
        let reason = "the token is from before all of the user was revoked"
        #expect(await house.verdict(token) == reason)
        // The issuer's clock may be ahead by the leeway.
        #expect(try await verdict(house, ["iat": "\(house.now + 30)"]) == reason)
        house.clock.advance(by: .seconds(30))
        #expect(try await verdict(house) == reason)
        house.clock.advance(by: .seconds(1))
        #expect(try await verdict(house).hasPrefix("accepted"))
        #expect(try await verdict(house, ["sub": #""bob""#, "iat": "\(house.now - 60)"]).hasPrefix("accepted"))
    }
}
