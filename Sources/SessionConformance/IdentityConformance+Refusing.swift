import SessionCore

/// Promises 2, 3 and 6: what is not trusted, cannot be judged, or is two at once is an error, each of its own kind.
extension IdentityConformance {
    static let refusing = [
        IdentityConformance("whatIsNotTrustedIsRefused", 2, needs: [.refused], run: refused),
        IdentityConformance("anIdentityHoldsWhenItIsGiven", 2, run: holds),
        IdentityConformance("whatCannotBeJudgedIsUnavailable", 3, needs: [.outage], run: outage),
        IdentityConformance("twoProofsAtOnceAreAmbiguous", 6, needs: [.ambiguous], run: ambiguous),
        IdentityConformance("theOrderOfTwoProofsDecidesNothing", 6, needs: [.ambiguous], run: ambiguousInTurn),
    ]

    private static func refused(_ subject: IdentitySubject) async throws {
        for (number, shown) in subject.samples.refused.enumerated() {
            for time in 1...2 {
                try await subject.expect(shown, .error(.refused), "refused sample \(number), time \(time)")
            }
        }
    }

    private static func holds(_ subject: IdentitySubject) async throws {
        for shown in subject.samples.trusted {
            let identity = try await subject.samples.strategy.identify(shown, at: subject.samples.now)
            guard let identity, identity.expires > subject.samples.now else {
                throw subject.failure(
                    "the end of an identity", expected: "an instant after the present",
                    got: identity.map { "\($0.expires.milliseconds)" } ?? "no identity")
            }
        }
    }

    private static func outage(_ subject: IdentitySubject) async throws {
        for (number, outage) in subject.samples.outages.enumerated() {
            try await subject.expect(
                outage.shown, .error(.unavailable), "outage \(number)", by: outage.strategy)
            try await subject.expect(
                Credentials(), .nobody, "nothing shown in outage \(number)", by: outage.strategy)
        }
    }

    private static func ambiguous(_ subject: IdentitySubject) async throws {
        for (number, shown) in subject.samples.ambiguous.enumerated() {
            try await subject.expect(shown, .error(.ambiguous), "ambiguous sample \(number)")
        }
    }

    private static func ambiguousInTurn(_ subject: IdentitySubject) async throws {
        for (number, shown) in subject.samples.ambiguous.enumerated() {
            var turned = shown
            turned.headers.reverse()
            turned.cookies.reverse()
            try await subject.expect(turned, .error(.ambiguous), "ambiguous sample \(number), its fields turned round")
        }
    }
}
