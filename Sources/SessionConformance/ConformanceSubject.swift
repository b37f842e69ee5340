import SessionCore

/// The backend a case is run on, and how the case says what it expects of it.
struct ConformanceSubject: Sendable {
    let promise: ConformancePromise
    let check: String
    let scale: ConformanceScale
    let open: StorageConformance.Open
    let samples: SampleSessions

    /// The present of the case.
    var start: Timestamp { samples.start }

    /// The store of the namespace that most cases work in. A case opens it once, or closes it before it opens it again.
    func store() async throws -> any SessionStorage {
        try await open(namespace("conformance-a"))
    }

    /// The store of another namespace on the same medium.
    func twin() async throws -> any SessionStorage {
        try await open(namespace("conformance-b"))
    }

    func index() async throws -> any PrincipalIndex {
        try ability(await store(), "PrincipalIndex") { $0 as? any PrincipalIndex }
    }

    func sweepable() async throws -> any Sweepable {
        try ability(await store(), "Sweepable") { $0 as? any Sweepable }
    }

    /// A store that lists and sweeps.
    func indexAndSweep() async throws -> any PrincipalIndex & Sweepable {
        try ability(await store(), "PrincipalIndex & Sweepable") { $0 as? any PrincipalIndex & Sweepable }
    }

    func exportable() async throws -> any Exportable {
        try ability(await store(), "Exportable") { $0 as? any Exportable }
    }

    /// The store of the other namespace, to restore into.
    func exportableTwin() async throws -> any Exportable {
        try ability(await twin(), "Exportable") { $0 as? any Exportable }
    }

    func feed() async throws -> any ChangeFeed {
        try ability(await store(), "ChangeFeed") { $0 as? any ChangeFeed }
    }

    /// A store that tells events and sweeps.
    func feedAndSweep() async throws -> any ChangeFeed & Sweepable {
        try ability(await store(), "ChangeFeed & Sweepable") { $0 as? any ChangeFeed & Sweepable }
    }

    func leases() async throws -> any LeaseKeeper {
        try ability(await store(), "LeaseKeeper") { $0 as? any LeaseKeeper }
    }

    /// Closes a store that can be closed, and opens its namespace again.
    func reopen(_ store: any SessionStorage) async throws -> any SessionStorage {
        if let closable = store as? any ClosableStorage { try await closable.close() }
        return try await self.store()
    }

    func ability<Ability>(
        _ store: any SessionStorage, _ name: String, _ cast: (any SessionStorage) -> Ability?
    ) throws -> Ability {
        guard let able = cast(store) else {
            throw failure("an ability the backend claims", expected: name, got: "\(type(of: store))")
        }
        return able
    }

    func expect<Value: Equatable>(_ got: Value, _ expected: Value, _ what: String) throws {
        guard got == expected else {
            throw failure(what, expected: Evidence.text(of: expected), got: Evidence.text(of: got))
        }
    }

    /// Where a promise leaves the store a choice.
    func expect<Value: Equatable>(_ got: Value, oneOf expected: [Value], _ what: String) throws {
        guard expected.contains(got) else {
            let choice = expected.map { Evidence.text(of: $0) }.joined(separator: " or ")
            throw failure(what, expected: choice, got: Evidence.text(of: got))
        }
    }

    func failure(_ what: String, expected: String, got: String) -> ConformanceFailure {
        ConformanceFailure(
            promise: promise, check: check, what: what, expected: expected, got: got, seed: scale.seed)
    }

    /// The session a load finds, or a failure.
    func live(_ store: any SessionStorage, _ key: SessionKey, at now: Timestamp, _ what: String) async throws
        -> SessionRecord
    {
        let outcome = try await store.load(key, at: now)
        guard case .live(let record) = outcome else {
            throw failure(what, expected: "live", got: Evidence.text(of: outcome))
        }
        return record
    }

    /// Stores a sample and answers it.
    @discardableResult
    func create(_ record: SessionRecord, in store: any SessionStorage) async throws -> SessionRecord {
        try expect(await store.create(record), .created, "creation of a new session")
        return record
    }

    /// A generator of its own for each place that needs one.
    func generator(_ stream: Int) -> SeededGenerator {
        SeededGenerator(seed: scale.seed &+ UInt64(truncatingIfNeeded: stream) &* 0x9e37_79b9)
    }

    private func namespace(_ name: String) throws -> Namespace {
        guard let namespace = Namespace(name) else {
            throw failure("the namespace of the case", expected: "a namespace", got: name)
        }
        return namespace
    }
}
