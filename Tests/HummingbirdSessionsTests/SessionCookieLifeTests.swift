import HTTPTypes
import HummingbirdSessions
import HummingbirdTesting
import SessionCore
import TestSupport
import Testing

/// The cookie ends when the session does.
@Suite struct SessionCookieLifeTests {
    @Test func theCookieFollowsTheDeadlineUpToTheAbsoluteOne() async throws {
        let shop = TestShop()
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            #expect(try await window.send(.post, "/login/ada").maxAge == 600)
            shop.clock.advance(by: .seconds(30))
            #expect(try await window.send(.get, "/look").cookie == nil)
            shop.clock.advance(by: .seconds(31))
            let touched = try await window.send(.get, "/look")
            #expect(touched.maxAge == 600)
            let token = try #require(window.token)
            #expect(touched.cookie?.contains(token) == true)
            for _ in 0..<5 {
                shop.clock.advance(by: .seconds(590))
                #expect(try await window.look() == "user:ada ")
            }
            shop.clock.advance(by: .seconds(400))
            let record = try #require(try await shop.sessions(of: "user:ada").first)
            let left = Int(record.deadline.since(shop.clock.now).components.seconds)
            #expect(left == 3600 - 61 - 5 * 590 - 400)
            let last = try await window.send(.post, "/renew")
            #expect(last.maxAge == left)
            shop.clock.advance(by: .seconds(left))
            #expect(try await window.look() == "- ")
        }
    }

    @Test func aChangeMovesTheCookieAsWell() async throws {
        let shop = TestShop()
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/login/ada")
            shop.clock.advance(by: .seconds(10))
            #expect(try await window.send(.post, "/add/milk").maxAge == 600)
            let record = try #require(try await shop.sessions(of: "user:ada").first)
            #expect(record.deadline.since(shop.clock.now) == .seconds(600))
        }
    }

    @Test func onlyWritesMoveTheCookieWhereOnlyTheyCount() async throws {
        let policy = SessionPolicy(idle: .seconds(600), absolute: nil, touchEvery: .seconds(60), sliding: .onWrite)
        let shop = TestShop(policy: policy)
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/login/ada")
            shop.clock.advance(by: .seconds(100))
            #expect(try await window.send(.get, "/look").cookie == nil)
            #expect(try await window.send(.post, "/add/milk").maxAge == 600)
        }
    }

    @Test func aSessionWithoutEndHasTheLongestCookieThatBrowsersKeep() async throws {
        let shop = TestShop(policy: SessionPolicy(idle: nil, absolute: nil))
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            #expect(try await window.send(.post, "/login/ada").maxAge == 400 * 86_400)
        }
    }

    @Test func anExpiredSessionIsAVisitorsAndItsTokenIsNotUsedAgain() async throws {
        let shop = TestShop()
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/login/ada")
            let before = window.token
            shop.clock.advance(by: .seconds(600))
            let answer = try await window.send(.get, "/look")
            #expect(answer.text == "- ")
            #expect(answer.cookie == nil)
            try await window.send(.post, "/login/ada")
            #expect(window.token != before)
        }
    }
}
