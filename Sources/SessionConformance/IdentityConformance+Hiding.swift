import SessionCore

/// Promise 7: a proof is shown to a strategy and leaves it nowhere.
extension IdentityConformance {
    static let hiding = [
        IdentityConformance("noCredentialInAnAnswer", 7, needs: [.secret], run: answers),
        IdentityConformance("noCredentialInTheLog", 7, needs: [.secret], run: log),
    ]

    private static func answers(_ subject: IdentitySubject) async throws {
        for (shown, strategy) in everything(subject) {
            let answer: Any
            do {
                answer = try await strategy.identify(shown, at: subject.samples.now) as Any
            } catch {
                answer = error
            }
            try look(for: subject, in: dumped(answer), "an answer")
            try look(for: subject, in: dumped(shown), "credentials, printed")
        }
        try look(for: subject, in: dumped(subject.samples.strategy), "the strategy, printed")
    }

    private static func log(_ subject: IdentitySubject) async throws {
        for (shown, strategy) in everything(subject) {
            _ = try? await strategy.identify(shown, at: subject.samples.now)
        }
        try look(for: subject, in: subject.samples.log(), "the log")
    }

    private static func everything(_ subject: IdentitySubject) -> [(Credentials, any IdentityStrategy)] {
        let samples = subject.samples
        let shown = samples.trusted + [samples.another] + samples.foreign + samples.refused + samples.ambiguous
        return shown.map { ($0, samples.strategy) } + samples.outages.map { ($0.shown, $0.strategy) }
    }

    /// What anybody sees who prints a value, in each of the ways there are, and what is inside it.
    private static func dumped(_ value: Any, depth: Int = 0) -> String {
        let own = "\(value) \(String(reflecting: value))"
        guard depth < 8 else { return own }
        let inside = Mirror(reflecting: value).children.prefix(1_000).map { dumped($0.value, depth: depth + 1) }
        return ([own] + inside).joined(separator: " ")
    }

    private static func look(for subject: IdentitySubject, in text: String, _ place: String) throws(ConformanceFailure)
    {
        for (number, secret) in subject.samples.secrets.enumerated() where !secret.isEmpty && text.contains(secret) {
            throw subject.failure(place, expected: "no credential in it", got: "secret \(number)")
        }
    }
}
