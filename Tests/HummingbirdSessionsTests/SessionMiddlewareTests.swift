import HTTPTypes
import HummingbirdSessions
import HummingbirdTesting
import SessionCore
import Synchronization
import Testing

/// What the middleware does with sessions, seen from a window.
@Suite struct SessionMiddlewareTests {
    let shop = TestShop()

    @Test func aRequestThatStoresNothingCreatesNothing() async throws {
        let created = Mutex(0)
        let watch = shop.sessions.observe { if case .created = $0 { created.withLock { $0 += 1 } } }
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            for path in ["/look", "/devices"] { #expect(try await window.send(.get, path).cookie == nil) }
            for path in ["/logout", "/renew"] { #expect(try await window.send(.post, path).cookie == nil) }
            #expect(created.withLock { $0 } == 0)
            #expect(try await window.send(.post, "/add/milk").cookie != nil)
            #expect(created.withLock { $0 } == 1)
            #expect(try await window.look() == "- milk")
        }
        withExtendedLifetime(watch) {}
    }

    @Test func whatAHandlerThatThrowsChangedIsNotStored() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/add/milk")
            #expect(try await window.send(.post, "/throw").status == 400)
            #expect(try await window.look() == "- milk")
        }
    }

    @Test func theCookieIsForThisHostAndHiddenFromScripts() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            let answer = try await window.send(.post, "/login/ada")
            let token = try #require(window.token)
            #expect(
                answer.cookie
                    == "__Host-shop=\(token); Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure")
            #expect(answer.fields[.cacheControl] == "no-store")
        }
    }

    @Test func signingInKeepsTheCartAndGivesANewToken() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/add/milk")
            let before = try #require(window.token)
            try await window.send(.post, "/login/ada")
            #expect(window.token != before)
            #expect(try await window.look() == "user:ada milk")
            #expect(try await TestBrowser(client, token: before).look() == "- ")
            #expect(try await shop.sessions(of: "user:ada").count == 1)
        }
    }

    @Test func aPlantedTokenOpensNothingAfterSigningIn() async throws {
        try await shop.open { client async throws in
            let attacker = TestBrowser(client)
            try await attacker.send(.post, "/add/bait")
            let planted = [attacker.token, String(repeating: "a", count: 64), "not a token"]
            for token in planted {
                let victim = TestBrowser(client, token: token)
                try await victim.send(.post, "/login/ada")
                #expect(victim.token != token)
                #expect(try await victim.look().hasPrefix("user:ada"))
                #expect(try await TestBrowser(client, token: token).look() == "- ")
            }
        }
    }

    @Test func signingInAsSomebodyElseEndsTheSessionBefore() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/login/ada")
            try await window.send(.post, "/add/secret")
            try await window.send(.post, "/login/bob")
            #expect(try await window.look() == "user:bob ")
            #expect(try await shop.sessions(of: "user:ada").isEmpty)
        }
    }

    @Test func aChangeOfPrivilegeGivesANewToken() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/login/ada")
            let before = try #require(window.token)
            #expect(try await window.send(.post, "/renew").status == 200)
            #expect(window.token != before)
            #expect(try await window.look() == "user:ada ")
            #expect(try await TestBrowser(client, token: before).look() == "- ")
        }
    }

    @Test func signingOutEndsTheSessionAndTakesTheCookieAway() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/login/ada")
            let before = try #require(window.token)
            let answer = try await window.send(.post, "/logout")
            #expect(answer.maxAge == 0)
            #expect(window.token == nil)
            #expect(try await TestBrowser(client, token: before).look() == "- ")
            #expect(try await TestBrowser(client, token: before).send(.post, "/logout").status == 200)
        }
    }

    @Test func theTokenOfAnotherKindOfSessionIsThatOfAVisitor() async throws {
        let user = try #require(Principal("user:ada"))
        let other = try await shop.sessions.create(.workspace, owner: user, payload: [77])
        try await shop.open { client async throws in
            #expect(try await TestBrowser(client, token: other.token.text).look() == "- ")
        }
    }

    @Test func twoDifferentSessionCookiesAreRefused() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/login/ada")
            let token = try #require(window.token)
            let doubled = TestBrowser(client, token: "\(token); __Host-shop=\(token)")
            #expect(try await doubled.send(.get, "/look").status == 200)
            let mixed = TestBrowser(client, token: "\(token); __Host-shop=other")
            #expect(try await mixed.send(.get, "/look").status == 400)
            let flooded = TestBrowser(client, token: "\(token); x=" + String(repeating: "y", count: 16_384))
            #expect(try await flooded.send(.get, "/look").status == 431)
        }
    }

    @Test func noTokenIsLogged() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            var tokens: [String] = []
            for path in [
                "/add/milk", "/login/ada", "/renew", "/throw", "/put-in-company", "/end-in-company", "/logout",
            ] {
                try await window.send(.post, path)
                if let token = window.token { tokens.append(token) }
            }
            try await window.send(.post, "/login/ada")
            shop.storage.fail([.load])
            #expect(try await window.send(.get, "/look").status == 503)
            tokens.append(try #require(window.token))
            #expect(Set(tokens).count >= 4)
            for token in tokens {
                #expect(!shop.log.text.contains(token))
                let key = try #require(SessionToken(token)).key
                #expect(!shop.log.text.contains(key.hexadecimal))
            }
            #expect(shop.log.text.contains("The store of the sessions failed"))
        }
    }
}
