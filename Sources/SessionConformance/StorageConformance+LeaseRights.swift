import SessionCore

extension StorageConformance {
    static func leaseRenewal(_ subject: ConformanceSubject) async throws {
        let store = try await subject.leases()
        let (name, start) = (try subject.leaseName("renewal"), subject.start)
        let lease = try await subject.grant(name, "holder", .seconds(60), store, at: start)
        for (after, length, end) in [(0, 60, 60), (10, 60, 70), (20, 10, 70), (69, 100, 169), (100, 1, 169)] {
            let now = start.advanced(by: .seconds(after))
            var expected = lease
            expected.expires = start.advanced(by: .seconds(end))
            try subject.expect(
                await store.renewLease(lease, for: .seconds(length), at: now), expected,
                "renewal by \(length) s after \(after) s")
            try subject.expect(
                await store.acquireLease(name, holder: "other", for: .seconds(1), at: now),
                .held(until: expected.expires), "taking the lease after a renewal")
        }
        let end = start.advanced(by: .seconds(169))
        try subject.expect(await store.renewLease(lease, for: .seconds(9), at: end), nil, "renewal at the end")
        try subject.expect(await store.releaseLease(lease, at: end), false, "release at the end")
    }

    static func leaseStale(_ subject: ConformanceSubject) async throws {
        let store = try await subject.leases()
        let (name, start) = (try subject.leaseName("stale"), subject.start)
        let first = try await subject.grant(name, "first", .seconds(60), store, at: start)
        let later = start.advanced(by: .seconds(60))
        let second = try await subject.grant(name, "second", .seconds(60), store, at: later)
        var elsewhere = second
        elsewhere.name = try subject.leaseName("elsewhere")
        var guessed = second
        guessed.token += 1
        for stale in [first, elsewhere, guessed] {
            try subject.expect(
                await store.renewLease(stale, for: .seconds(600), at: later), nil, "renewal by another token or name")
            try subject.expect(await store.releaseLease(stale, at: later), false, "release by another token or name")
        }
        try subject.expect(
            await store.acquireLease(name, holder: "third", for: .seconds(1), at: later), .held(until: second.expires),
            "taking the lease after calls by others")
        try subject.expect(await store.releaseLease(second, at: later), true, "release by the holder")
        try subject.expect(await store.releaseLease(second, at: later), false, "release again")
        try subject.expect(
            await store.renewLease(second, for: .seconds(9), at: later), nil, "renewal after the release")
        _ = try await subject.grant(name, "third", .seconds(1), store, at: later)
    }

    static func leaseAgain(_ subject: ConformanceSubject) async throws {
        let store = try await subject.leases()
        let (name, start) = (try subject.leaseName("again"), subject.start)
        let first = try await subject.grant(name, "holder", .seconds(60), store, at: start)
        let again = try await subject.grant(name, "holder", .seconds(30), store, at: start)
        try subject.expect(again.token > first.token, true, "whether the token of the new grant rose")
        try subject.expect(again.expires, start.advanced(by: .seconds(30)), "end of the new grant")
        try subject.expect(
            await store.renewLease(first, for: .seconds(9), at: start), nil, "renewal of the first grant")
        try subject.expect(await store.releaseLease(first, at: start), false, "release of the first grant")
        try subject.expect(
            await store.renewLease(again, for: .seconds(60), at: start)?.token, again.token, "renewal of the new grant")
    }

    static func leaseStaysInside(_ subject: ConformanceSubject) async throws {
        let store = try await subject.leases()
        let twin = try subject.ability(await subject.twin(), "LeaseKeeper") { $0 as? any LeaseKeeper }
        let (name, start) = (try subject.leaseName("twin"), subject.start)
        let lease = try await subject.grant(name, "one", .seconds(60), store, at: start)
        try subject.expect(await twin.renewLease(lease, for: .seconds(90), at: start), nil, "renewal from another")
        try subject.expect(await twin.releaseLease(lease, at: start), false, "release from another namespace")
        let other = try await subject.grant(name, "two", .seconds(90), twin, at: start)
        try subject.expect(await twin.releaseLease(other, at: start), true, "release of the other's own")
        try subject.expect(
            await store.acquireLease(name, holder: "three", for: .seconds(1), at: start), .held(until: lease.expires),
            "taking the lease after calls from another namespace")
    }

    /// Random calls, each compared with what a ``LeaseTable`` answers to the same but for the numbers of tokens.
    static func leaseHistories(_ subject: ConformanceSubject) async throws {
        let store = try await subject.leases()
        for history in 0..<subject.scale.histories {
            var run = try RandomLeases(subject, stream: history)
            for _ in 0..<subject.scale.steps { try await run.step(store) }
        }
    }
}

extension ConformanceSubject {
    func leaseName(_ text: String) throws -> LeaseName {
        guard let name = LeaseName(text) else {
            throw failure("the lease of the case", expected: "a name", got: text)
        }
        return name
    }

    /// Takes a lease that nobody else holds.
    func grant(
        _ name: LeaseName, _ holder: String, _ duration: Duration, _ store: any LeaseKeeper, at now: Timestamp
    ) async throws -> Lease {
        let outcome = try await store.acquireLease(name, holder: holder, for: duration, at: now)
        guard case .granted(let lease) = outcome else {
            throw failure("taking a lease that nobody else holds", expected: "granted", got: "\(outcome)")
        }
        try expect(lease.name, name, "name of a granted lease")
        return lease
    }
}
