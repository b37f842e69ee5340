import SessionCore

/// Random calls for a few leases, one after another, compared with a ``LeaseTable``.
struct RandomLeases {
    private let subject: ConformanceSubject
    private let names: [LeaseName]
    private var generator: SeededGenerator
    private var model = LeaseTable()
    private var now: Timestamp
    /// Grants of the model and of the store, in the order in which both made them.
    private var grants: [(model: Lease, store: Lease)] = []

    init(_ subject: ConformanceSubject, stream: Int) throws {
        self.subject = subject
        generator = subject.generator(2_000 + stream)
        now = subject.start
        names = try (0..<3).map { try subject.leaseName("random-\(stream)-\($0)") }
    }

    mutating func step(_ store: any LeaseKeeper) async throws {
        now = now.advanced(by: .milliseconds(500 * Int.random(in: -1...3, using: &generator)))
        let duration = Duration.milliseconds(500 * Int.random(in: 1...12, using: &generator))
        let pair = grants.suffix(12).randomElement(using: &generator)
        switch (Int.random(in: 0..<5, using: &generator), pair) {
        case (2, let pair?), (3, let pair?):
            let expected = try model.renewLease(pair.model, for: duration, at: now)
            let got = try await store.renewLease(pair.store, for: duration, at: now)
            try subject.expect(got?.expires, expected?.expires, "end after a renewal")
            try subject.expect(got?.token, expected.map { _ in pair.store.token }, "token after a renewal")
        case (4, let pair?):
            let expected = model.releaseLease(pair.model, at: now)
            try subject.expect(await store.releaseLease(pair.store, at: now), expected, "release")
        default:
            let name = names[Int.random(in: names.indices, using: &generator)]
            let holder = "holder-\(Int.random(in: 0..<3, using: &generator))"
            let expected = try model.acquireLease(name, holder: holder, for: duration, at: now)
            try compare(try await store.acquireLease(name, holder: holder, for: duration, at: now), expected)
        }
    }

    private mutating func compare(_ got: LeaseOutcome, _ expected: LeaseOutcome) throws {
        guard case .granted(let wanted) = expected, case .granted(let lease) = got else {
            return try subject.expect(got, expected, "taking a lease")
        }
        let highest = grants.filter { $0.store.name == lease.name }.map(\.store.token).max() ?? 0
        try subject.expect(lease.token > highest, true, "whether the token rose")
        var compared = lease
        compared.token = wanted.token
        try subject.expect(compared, wanted, "lease that was granted")
        grants.append((wanted, lease))
    }
}
