import SessionCore

/// HealthCheckable promises 1 and 2.
extension StorageConformance {
    static let checkingHealth = [
        StorageConformance("healthCheckLeavesNothingBehind", .health(1), needs: health, run: healthLeavesNothing),
        StorageConformance("healthChecksMayComeAtOnce", .health(1), needs: health, run: healthAtOnce),
        StorageConformance(
            "healthOfAClosedStoreIsAnError", .health(2), needs: [.healthCheckable, .persistent], run: healthWhenClosed),
    ]

    private static let health: Set<StorageAbility> = [.healthCheckable]

    /// Scenario S100 without the deadline, which is the caller's.
    private static func healthLeavesNothing(_ subject: ConformanceSubject) async throws {
        let store = try await subject.healthCheckable()
        let (samples, start) = (subject.samples, subject.start)
        _ = try await store.checkHealth(at: start)
        let record = try await subject.create(samples.session(1), in: store)
        _ = try await store.revoke(subject.create(samples.session(2), in: store).key, reason: .loggedOut, at: start)
        let before = try await leftovers(subject, store)
        for seconds in [0, 1, 7_200, -60] {
            _ = try await store.checkHealth(at: start.advanced(by: .seconds(seconds)))
        }
        let after = try await leftovers(subject, store)
        try subject.expect(after.entries, before.entries, "entries of the store after it was checked")
        try subject.expect(after.events, before.events, "events of the store after it was checked")
        try subject.expect(await store.load(record.key, at: start), .live(record), "load after the store was checked")
        try subject.expect(
            await store.load(samples.key(2), at: start), .gone(.loggedOut), "load of an ended session after it")
        if let sweepable = store as? any Sweepable {
            try subject.expect(
                await subject.sweepAll(sweepable, at: record.absoluteDeadline), 2, "records swept after it was checked")
        }
    }

    private static func healthAtOnce(_ subject: ConformanceSubject) async throws {
        let store = try await subject.healthCheckable()
        let (samples, start) = (subject.samples, subject.start)
        _ = try await Races.all(32) { number in
            _ = try await store.checkHealth(at: start)
            return try await store.create(samples.session(number))
        }
        for number in 0..<32 {
            try subject.expect(
                await store.load(samples.key(number), at: start), .live(samples.session(number)),
                "load of a session that was created during checks")
        }
    }

    private static func healthWhenClosed(_ subject: ConformanceSubject) async throws {
        let store = try await subject.healthCheckable()
        _ = try await store.checkHealth(at: subject.start)
        guard let closable = store as? any ClosableStorage else { return }
        try await closable.close()
        try await subject.refused(.unavailable, "check of a closed store") {
            _ = try await store.checkHealth(at: subject.start)
        }
    }

    /// What a check could have left, as far as the store can say.
    private static func leftovers(
        _ subject: ConformanceSubject, _ store: any HealthCheckable
    ) async throws -> (entries: Set<StoredEntry>, events: [FeedEvent]) {
        var entries: Set<StoredEntry> = []
        if let exportable = store as? any Exportable { entries = Set(try await subject.exported(exportable)) }
        var events: [FeedEvent] = []
        if let feed = store as? any ChangeFeed { events = try await subject.events(feed) }
        return (entries, events)
    }
}

extension ConformanceSubject {
    func healthCheckable() async throws -> any HealthCheckable {
        try ability(await store(), "HealthCheckable") { $0 as? any HealthCheckable }
    }
}
