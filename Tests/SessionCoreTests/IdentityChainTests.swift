import SessionCore
import Testing

@Suite struct IdentityChainTests {
    /// Answers what it was told to.
    struct Fixed: IdentityStrategy {
        let name = "fixed"
        let answer: Result<Identity?, IdentityError>

        func identify(_ credentials: Credentials, at now: Timestamp) async throws(IdentityError) -> Identity? {
            try answer.get()
        }
    }

    let now = Timestamp(milliseconds: 1_000)
    let alice = Principal.user(issuer: "i", subject: "alice")
    let bob = Principal.user(issuer: "i", subject: "bob")

    private func chain(_ answers: Result<Identity?, IdentityError>...) -> IdentityChain {
        IdentityChain(answers.map(Fixed.init))
    }

    @Test func nothingShownIsNobody() async throws {
        let found = try await chain(.success(nil), .success(nil)).identify(Credentials(), at: now)
        #expect(found == nil)
    }

    @Test func anEmptyChainKnowsNobody() async throws {
        let found = try await IdentityChain([]).identify(Credentials(connection: "c"), at: now)
        #expect(found == nil)
    }

    @Test func twoPrincipalsAreRefusedInsteadOfTheFirstWinning() async throws {
        let (alice, bob) = (try #require(alice), try #require(bob))
        await #expect(throws: IdentityError(.ambiguous, "two strategies name different principals")) {
            try await chain(.success(Identity(principal: alice)), .success(Identity(principal: bob)))
                .identify(Credentials(), at: now)
        }
    }

    @Test func aRefusalEndsTheMatter() async throws {
        let alice = try #require(alice)
        let refusal = IdentityError(.refused, "expired")
        await #expect(throws: refusal) {
            try await chain(.failure(refusal), .success(Identity(principal: alice))).identify(Credentials(), at: now)
        }
        await #expect(throws: refusal) {
            try await chain(.success(Identity(principal: alice)), .failure(refusal)).identify(Credentials(), at: now)
        }
    }

    @Test func aSocketCountsOnlyWhereNobodyElseKnowsTheCaller() async throws {
        let alice = try #require(alice)
        let socket = Identity(principal: try #require(Principal.socket("c1")))
        for answers in [[socket, Identity(principal: alice)], [Identity(principal: alice), socket]] {
            let chain = IdentityChain(answers.map { Fixed(answer: .success($0)) })
            #expect(try await chain.identify(Credentials(), at: now)?.principal == alice)
        }
        let alone = chain(.success(socket), .success(nil))
        #expect(try await alone.identify(Credentials(), at: now)?.principal == socket.principal)
    }

    @Test func twoProofsOfOnePrincipalNarrowEachOther() async throws {
        let alice = try #require(alice)
        let first = Identity(principal: alice, ceiling: .owner, expires: Timestamp(milliseconds: 5_000))
        let second = Identity(principal: alice, ceiling: .viewer, expires: Timestamp(milliseconds: 9_000))
        let found = try #require(
            try await chain(.success(first), .success(second)).identify(Credentials(), at: now))
        #expect(found.ceiling == .viewer)
        #expect(found.expires == Timestamp(milliseconds: 5_000))
    }

    @Test func anIdentityThatHasExpiredIsNone() async throws {
        let alice = try #require(alice)
        let found = try await chain(.success(Identity(principal: alice, expires: now))).identify(Credentials(), at: now)
        #expect(found == nil)
    }

    @Test func credentialsPrintNothingOfWhatWasShown() {
        let credentials = Credentials(
            auth: ["token": "s3cret"], headers: [.init("authorization", "Bearer s3cret")],
            cookies: [.init("mooring", "s3cret")])
        var dumped = "\(credentials) \(String(reflecting: credentials))"
        dump(credentials, to: &dumped)
        #expect(!dumped.contains("s3cret"))
    }

    @Test func bearerTokensAreReadWhateverTheCaseOfTheScheme() {
        let credentials = Credentials(headers: [
            .init("authorization", "bEaReR   abc"), .init("authorization", "Basic eA=="),
            .init("authorization", "Bearer"),
        ])
        #expect(credentials.bearerTokens == ["abc"])
    }
}
