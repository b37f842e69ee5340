/// The promises of `IdentityStrategy` as cases to hold a strategy to, one or more for each number.
///
/// ```swift
/// @Test(arguments: IdentityConformance.cases(for: [.refused, .ambiguous, .secret]))
/// func keeps(_ promise: IdentityConformance) async {
///     await promise.check { IdentitySamples(of: MyIdentity(), at: now, trusted: […], another: …, …) }
/// }
/// ```
public struct IdentityConformance: Sendable, CaseIterable, CustomStringConvertible {
    /// Makes a strategy and its samples; every case gets its own.
    public typealias Make = @Sendable () async throws -> IdentitySamples

    /// The name of the case, a fact about a strategy that keeps its promise.
    public let name: String
    /// The promise it is about.
    public let promise: ConformancePromise
    /// What the samples must have for the case to make sense.
    public let needs: Set<IdentityEvidence>
    private let run: @Sendable (IdentitySubject) async throws -> Void

    init(
        _ name: String, _ number: Int, needs: Set<IdentityEvidence> = [],
        run: @escaping @Sendable (IdentitySubject) async throws -> Void
    ) {
        self.name = name
        self.promise = .identity(number)
        self.needs = needs
        self.run = run
    }

    /// Every case, for a strategy that can be shown everything.
    public static let allCases: [IdentityConformance] = answering + refusing + believing + hiding

    /// The cases for a strategy that can be shown this.
    public static func cases(for evidence: Set<IdentityEvidence>) -> [IdentityConformance] {
        allCases.filter { $0.needs.isSubset(of: evidence) }
    }

    /// Runs the case, and throws a ``ConformanceFailure`` that says what the strategy did when it breaks the promise.
    ///
    /// Samples without what the case needs are such a failure too, so that nothing passes because it was not tried.
    public func verify(_ make: Make) async throws(ConformanceFailure) {
        let samples: IdentitySamples
        do {
            samples = try await make()
        } catch {
            throw ConformanceFailure(
                promise: promise, check: name, what: "making the strategy", expected: "a strategy", got: "\(error)",
                seed: 0)
        }
        let subject = IdentitySubject(promise: promise, check: name, samples: samples)
        do {
            try subject.requireSamples(needs)
            try await run(subject)
        } catch let failure as ConformanceFailure {
            throw failure
        } catch {
            throw subject.failure("a call that may not fail", expected: "an answer", got: "the error \(error)")
        }
    }

    /// The promise and the name of the case.
    public var description: String { "\(promise): \(name)" }
}
