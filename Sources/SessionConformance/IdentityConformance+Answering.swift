import SessionCore

/// Promises 1 and 4: whom a strategy knows, always the same, and whom it does not.
extension IdentityConformance {
    static let answering = [
        IdentityConformance("nothingShownIsNobody", 1, run: nothingShown),
        IdentityConformance("whatIsForOthersIsNobody", 1, run: foreign),
        IdentityConformance("oneProofIsOnePrincipalHoweverShown", 4, run: onePrincipal),
        IdentityConformance("manyAtOnceGetTheirOwnAnswers", 4, run: manyAtOnce),
    ]

    private static func nothingShown(_ subject: IdentitySubject) async throws {
        try await subject.expect(Credentials(), .nobody, "a request that showed nothing")
        try await subject.expect(
            Credentials(headers: [.init("host", "example.org"), .init("user-agent", "a browser")]), .nobody,
            "a request with what every browser sends")
    }

    private static func foreign(_ subject: IdentitySubject) async throws {
        for (number, shown) in subject.samples.foreign.enumerated() {
            try await subject.expect(shown, .nobody, "foreign sample \(number)")
        }
    }

    private static func onePrincipal(_ subject: IdentitySubject) async throws {
        let someone = try await subject.someone()
        for (number, shown) in subject.samples.trusted.enumerated() {
            for time in 1...3 {
                try await subject.expect(shown, .principal(someone), "trusted sample \(number), time \(time)")
            }
            var turned = shown
            turned.headers.reverse()
            turned.cookies.reverse()
            try await subject.expect(turned, .principal(someone), "trusted sample \(number), its fields turned round")
        }
        let another = try await subject.principal(of: subject.samples.another, "the proof of another principal")
        guard another != someone else {
            throw subject.failure("the proof of another principal", expected: "another", got: "\(another)")
        }
    }

    /// Whatever is remembered between calls is remembered for whom it was found.
    private static func manyAtOnce(_ subject: IdentitySubject) async throws {
        let samples = subject.samples
        let shown = samples.trusted + [samples.another, Credentials()] + samples.refused
        var alone: [IdentitySubject.Verdict] = []
        for credentials in shown { alone.append(await subject.verdict(on: credentials)) }
        let together = try await Races.all(shown.count * 16) { number in
            await subject.verdict(on: shown[number % shown.count])
        }
        for (number, verdict) in together.enumerated() where verdict != alone[number % shown.count] {
            throw subject.failure(
                "one of many at once", expected: "\(alone[number % shown.count])", got: "\(verdict)")
        }
    }
}
