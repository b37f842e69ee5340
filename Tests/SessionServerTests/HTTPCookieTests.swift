import HTTPTypes
import SessionCore
import SessionServer
import TestSupport
import Testing

@Suite struct HTTPCookieTests {
    private static let policyLife = SessionPolicy().absolute?.components.seconds ?? 0

    @Test func aNewcomersBrowserIsGivenACookieForAsLongAsItHolds() async throws {
        let assets = try Assets()
        let house = try HTTPHouse(assets: assets.path)
        let answer = try await house.call(.get, "/")
        let cookie = try #require(answer.header("set-cookie"))
        let token = try #require(cookie.wholeMatch(of: /mooring=([0-9a-f]{64}); .*/)?.output.1)
        #expect(
            cookie == "mooring=\(token); Path=/; HttpOnly; SameSite=Strict; Max-Age=\(Self.policyLife)")
        #expect(answer.header("cache-control") == "no-store")
        let listed = try await house.call(.get, "/api/workspaces", headers: ["cookie": "other=1; mooring=\(token)"])
        #expect(listed.status == 200)
    }

    @Test func underTLSTheCookieIsBoundToTheHost() async throws {
        let assets = try Assets()
        let house = try HTTPHouse(isTLS: true, assets: assets.path)
        let cookie = try #require(try await house.call(.get, "/").header("set-cookie"))
        let token = try #require(cookie.wholeMatch(of: /__Host-mooring=([0-9a-f]{64}); .*/)?.output.1)
        #expect(
            cookie
                == "__Host-mooring=\(token); Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=\(Self.policyLife)")
    }

    @Test func aCookieWithoutAnEndHasNoMaxAge() throws {
        let token = SessionToken.random()
        let identity = Identity(principal: try #require(Principal("workspace:a")))
        let issued = IssuedIdentity(identity: identity, token: token)
        let now = Timestamp(milliseconds: 1_000)
        #expect(
            TokenCookie(isTLS: false).handing(over: issued, at: now)
                == "mooring=\(token.text); Path=/; HttpOnly; SameSite=Strict")
    }

    @Test func forgettingClearsTheCookieAndNothingElse() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let origin = ["origin": "http://localhost:57575", "cookie": "mooring=\(token.text)"]
        let answer = try await house.call(.post, "/api/forget", headers: origin)
        #expect(answer.status == 204)
        #expect(answer.header("set-cookie") == "mooring=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
        #expect(try await house.call(.get, "/api/workspaces", token: token).status == 200)
    }

    @Test(
        arguments: [
            (site: nil, isMinted: true), ("none", true), ("same-origin", true), ("cross-site", false),
            ("same-site", false),
        ] as [(String?, Bool)])
    func aPageOfAnotherSiteOverwritesNoCookie(_ site: String?, _ isMinted: Bool) async throws {
        let assets = try Assets()
        let house = try HTTPHouse(assets: assets.path)
        let answer = try await house.call(.get, "/", headers: site.map { ["sec-fetch-site": $0] } ?? [:])
        #expect(answer.status == 200)
        #expect((answer.header("set-cookie") != nil) == isMinted)
        #expect(house.store.created == (isMinted ? 1 : 0))
    }

    @Test func whoeverShowsSomethingIsGivenNothing() async throws {
        let assets = try Assets()
        let house = try HTTPHouse(assets: assets.path)
        let known = try await house.newcomer().token.text
        let unknown = SessionToken.random().text
        for shown in [
            "mooring=\(known)", "mooring=\(unknown)", "mooring=nonsense", "mooring=\(known); mooring=\(unknown)",
        ] {
            let answer = try await house.call(.get, "/", headers: ["cookie": shown])
            #expect(answer.status == 200)
            #expect(answer.header("set-cookie") == nil, "\(shown) was overwritten")
        }
        #expect(try await house.call(.head, "/").header("set-cookie") == nil)
    }

    @Test func aStoreThatIsDownStillLetsThePageComeToSayIt() async throws {
        let assets = try Assets()
        let house = try HTTPHouse(assets: assets.path)
        house.store.mood = .fails(.unavailable)
        let answer = try await house.call(.get, "/")
        #expect(answer.status == 200)
        #expect(answer.header("set-cookie") == nil)
    }

    @Test func cookiesAreReadInOrderAndAsTheyCame() throws {
        let request = upgrade(cookies: ["a=1; b=\"x\";  c = y=z ;; =no; bad name=1; plain", "a=2"])
        let cookies = try Credentials(request).cookies
        #expect(cookies == [.init("a", "1"), .init("b", "\"x\""), .init("c", "y=z"), .init("a", "2")])
    }

    @Test func moreCookiesThanTheLimitAreRefused() throws {
        let many = (0...Limits.cookies).map { "c\($0)=1" }.joined(separator: "; ")
        #expect(throws: HTTPFailure.self) { try Credentials(upgrade(cookies: [many])) }
        let long = "c=" + String(repeating: "x", count: Limits.cookieBytes)
        #expect(throws: HTTPFailure.self) { try Credentials(upgrade(cookies: [long])) }
    }

    private func upgrade(cookies: [String]) -> UpgradeRequest {
        UpgradeRequest(
            connection: "c", path: "/window", query: "", headers: cookies.map { ("cookie", $0) }, subprotocols: [],
            remoteAddress: "192.0.2.1")
    }
}
