import SessionCore

/// The strategy a case is run on, and how the case says what it expects of it.
struct IdentitySubject: Sendable {
    /// What came of showing something.
    enum Verdict: Sendable, Equatable, CustomStringConvertible {
        case nobody
        case principal(Principal)
        case error(IdentityError.Code)

        var description: String {
            switch self {
            case .nobody: "nothing"
            case .principal(let principal): "\(principal)"
            case .error(let code): "the error \(code)"
            }
        }
    }

    let promise: ConformancePromise
    let check: String
    let samples: IdentitySamples

    func verdict(on shown: Credentials, by strategy: (any IdentityStrategy)? = nil) async -> Verdict {
        do throws(IdentityError) {
            let identity = try await (strategy ?? samples.strategy).identify(shown, at: samples.now)
            return identity.map { .principal($0.principal) } ?? .nobody
        } catch {
            return .error(error.code)
        }
    }

    func expect(
        _ shown: Credentials, _ expected: Verdict, _ what: String, by strategy: (any IdentityStrategy)? = nil
    ) async throws {
        let got = await verdict(on: shown, by: strategy)
        guard got == expected else { throw failure(what, expected: "\(expected)", got: "\(got)") }
    }

    /// Whom the first of the trusted proofs is of.
    func someone() async throws -> Principal {
        try await principal(of: samples.trusted[0], "a trusted proof")
    }

    func principal(of shown: Credentials, _ what: String) async throws -> Principal {
        let verdict = await verdict(on: shown)
        guard case .principal(let principal) = verdict else {
            throw failure(what, expected: "a principal", got: "\(verdict)")
        }
        return principal
    }

    func requireSamples(_ needs: Set<IdentityEvidence>) throws(ConformanceFailure) {
        func require(_ isThere: Bool, _ what: String) throws(ConformanceFailure) {
            guard isThere else { throw failure("the samples", expected: what, got: "none") }
        }
        try require(!samples.trusted.isEmpty, "a trusted proof")
        if needs.contains(.refused) { try require(!samples.refused.isEmpty, "a proof to be refused") }
        if needs.contains(.ambiguous) { try require(!samples.ambiguous.isEmpty, "two proofs at once") }
        if needs.contains(.outage) { try require(!samples.outages.isEmpty, "an outage") }
        if needs.contains(.secret) { try require(!samples.secrets.isEmpty, "the secrets of the proofs") }
    }

    func failure(_ what: String, expected: String, got: String) -> ConformanceFailure {
        ConformanceFailure(promise: promise, check: check, what: what, expected: expected, got: got, seed: 0)
    }
}
