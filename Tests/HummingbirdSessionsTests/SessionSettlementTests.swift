import HTTPTypes
import HummingbirdSessions
import HummingbirdTesting
import SessionCore
import TestSupport
import Testing

/// What becomes of a request's changes when it is not alone, or the store fails.
@Suite struct SessionSettlementTests {
    let shop = TestShop()

    @Test func aChangeWithAClosureIsMadeAgainOnTheNewerPayload() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/add/base-")
            #expect(try await window.send(.post, "/add-in-company").status == 200)
            #expect(try await window.look() == "- base-theirs mine")
        }
    }

    @Test func aChangeWithoutAClosureIsRefusedWhenAnotherCameFirst() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/put/base")
            #expect(try await window.send(.post, "/put-in-company").status == 409)
            #expect(try await window.look() == "- basetheirs ")
            #expect(try await window.send(.post, "/put/mine").status == 200)
            #expect(try await window.look() == "- mine")
        }
    }

    @Test func signingInKeepsWhatAnotherRequestStoredMeanwhile() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/add/base-")
            #expect(try await window.send(.post, "/login-in-company").status == 200)
            #expect(try await window.look() == "user:ada base-theirs mine")
        }
    }

    @Test func aChangeThatRefusesTheNewerPayloadStillHandsTheNewTokenOver() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/add/base-")
            let before = window.token
            #expect(try await window.send(.post, "/login-and-refuse-company").status == 400)
            #expect(window.token != before)
            #expect(try await window.look() == "user:ada base-theirs ")
        }
    }

    @Test func aSessionThatEndsMeanwhileStaysEnded() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/login/ada")
            #expect(try await window.send(.post, "/end-in-company").status == 401)
            #expect(try await window.look() == "- ")
            #expect(try await shop.sessions(of: "user:ada").isEmpty)
        }
    }

    @Test func manyWindowsLoseNoChange() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/add/0")
            let token = try #require(window.token)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<40 {
                    group.addTask { try await TestBrowser(client, token: token).send(.post, "/add/1").status }
                }
                for try await status in group { #expect(status == 200) }
            }
            #expect(try await window.look() == "- 0" + String(repeating: "1", count: 40))
        }
    }

    @Test(arguments: SteerableStorage.Verb.allCases.filter { $0 != .touch })
    func aStoreThatFailsIsNeverNobodySignedIn(_ verb: SteerableStorage.Verb) async throws {
        let path: String
        switch verb {
        case .create, .rotate: path = "/login/ada"
        case .commit: path = "/add/milk"
        case .revoke: path = "/logout"
        case .load, .touch: path = "/renew"
        case .list: path = "/devices"
        }
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            if verb != .create { try await window.send(.post, "/login/ada") }
            let token = window.token
            shop.storage.fail([verb])
            let answer = try await window.send(verb == .list ? .get : .post, path)
            #expect(answer.status == 503)
            #expect(answer.fields[.retryAfter] == "5")
            #expect(answer.cookie == nil)
            shop.storage.recover()
            #expect(window.token == token)
            #expect(try await window.look() == (verb == .create ? "- " : "user:ada "))
        }
    }

    @Test func aTouchThatFailsCostsNobodyTheSession() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/login/ada")
            shop.clock.advance(by: .seconds(61))
            shop.storage.fail([.touch])
            #expect(try await window.look() == "user:ada ")
        }
    }

    @Test func aTokenIsHandedOverEvenWhenTheChangeBesideItIsNotStored() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/add/base")
            let before = window.token
            shop.storage.fail([.commit], with: .unknown)
            #expect(try await window.send(.post, "/login-and-add/ada").status == 503)
            shop.storage.recover()
            #expect(window.token != before)
            #expect(try await window.look() == "user:ada base")
        }
    }

    @Test func aPayloadOverTheLimitIsRefusedAndChangesNothing() async throws {
        let most = SessionCore.Limits.payloadBytes
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            #expect(try await window.send(.post, "/fill/\(most + 1)").status == 413)
            #expect(window.token == nil)
            #expect(try await window.send(.post, "/fill/\(most)").status == 200)
            #expect(try await window.send(.post, "/fill/\(most + 1)").status == 413)
            #expect(try await window.look().utf8.count == most + 2)
        }
    }

    @Test func aRequestHasSoManyChangesAndNoMore() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            #expect(try await window.send(.post, "/often/64").status == 200)
            #expect(try await window.send(.post, "/often/65").status == 500)
            #expect(try await window.look().utf8.count == 64 + 2)
        }
    }

    @Test func nothingIsChangedOnceTheAnswerIsOnItsWay() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/add/milk")
            #expect(try await window.send(.post, "/late").text.hasPrefix("closed: "))
            #expect(try await window.look() == "- milk")
        }
    }

    @Test func anOldTokenWithinItsGraceReadsAndWritesNothing() async throws {
        try await shop.open { client async throws in
            let window = TestBrowser(client)
            try await window.send(.post, "/add/milk")
            let token = try #require(window.token.flatMap { SessionToken($0) })
            let moved = try await shop.sessions.rotate(token.key, grace: .seconds(30))
            #expect(try await window.look() == "- milk")
            #expect(try await window.send(.post, "/add/more").status == 409)
            #expect(try await window.send(.post, "/login/ada").status == 409)
            #expect(try await TestBrowser(client, token: moved.token.text).look() == "- milk")
        }
    }
}
