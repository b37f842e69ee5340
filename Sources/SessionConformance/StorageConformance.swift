public import SessionCore

/// The promises of the storage contract as cases to hold a backend to, one or more for each number.
///
/// ```swift
/// @Test(arguments: StorageConformance.cases(for: [.principalIndex, .sweepable]))
/// func keeps(_ promise: StorageConformance) async throws {
///     let folder = try TemporaryFolder()
///     await promise.check { namespace in try MyStorage(folder: folder.path, namespace: namespace) }
/// }
/// ```
public struct StorageConformance: Sendable, CaseIterable, CustomStringConvertible {
    /// Opens the store of a namespace.
    ///
    /// Every case gets a closure over a medium of its own, empty at first. Different namespaces are opened at the same
    /// time; the same one is opened again only on a backend with the ability `persistent`, after it was closed.
    public typealias Open = @Sendable (Namespace) async throws -> any SessionStorage

    /// The name of the case, a fact about a store that keeps its promise.
    public let name: String
    /// The promise it is about.
    public let promise: ConformancePromise
    /// What a backend must be able to do for the case to make sense.
    public let needs: Set<StorageAbility>
    private let run: @Sendable (ConformanceSubject) async throws -> Void

    init(
        _ name: String, _ promise: ConformancePromise, needs: Set<StorageAbility> = [],
        run: @escaping @Sendable (ConformanceSubject) async throws -> Void
    ) {
        self.name = name
        self.promise = promise
        self.needs = needs
        self.run = run
    }

    /// Every case, for a backend with all abilities.
    public static let allCases: [StorageConformance] =
        creating + loading + committing + contending + revoking + expiring + touching + rotating + contendingRotations
        + gracing + namespaces + cancelling + listing + endingAll + epochs + sweeping + sweepRaces + reopening
        + exporting + entries + restoring + feeding + feedPages + leasing + checkingHealth + histories
        + interleaving

    /// The cases for a backend with some abilities.
    public static func cases(for abilities: Set<StorageAbility>) -> [StorageConformance] {
        allCases.filter { $0.needs.isSubset(of: abilities) }
    }

    /// Runs the case, and throws a ``ConformanceFailure`` that says what the store did when it breaks the promise.
    ///
    /// An error that the store throws where none is allowed is such a failure too.
    ///
    /// - Parameters:
    ///   - scale: how much work to do.
    ///   - isTwinned: whether each call is also made in another namespace, which must see and change nothing.
    ///   - open: opens the store of a namespace on a medium that no other case uses.
    public func verify(
        scale: ConformanceScale = .full, isTwinned: Bool = false, _ open: @escaping Open
    ) async throws(ConformanceFailure) {
        let samples = SampleSessions(start: scale.start)
        let witness = TwinWitness()
        let twinned: Open = { namespace in
            let store = try await open(namespace)
            guard let other = Namespace(namespace.text + "-twin") else { return store }
            return TwinnedStorage(store, twin: try await open(other), witness: witness)
        }
        let subject = ConformanceSubject(
            promise: promise, check: name, scale: scale, open: isTwinned ? twinned : open, samples: samples)
        do {
            try await run(subject)
        } catch let failure as ConformanceFailure {
            throw failure
        } catch {
            throw subject.failure("a call that may not fail", expected: "an answer", got: "the error \(error)")
        }
        if let sight = witness.first {
            throw subject.failure(sight.what, expected: sight.expected, got: sight.got)
        }
    }

    /// The promise and the name of the case.
    public var description: String { "\(promise): \(name)" }
}
