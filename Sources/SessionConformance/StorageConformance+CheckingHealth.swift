import SessionCore

/// HealthCheckable promises 1 and 2.
extension StorageConformance {
    static let checkingHealth = [
        StorageConformance("healthCheckLeavesNothingBehind", .health(1), needs: health, run: healthLeavesNothing),
        StorageConformance(
            "healthCheckLeavesNoEntry", .health(1), needs: [.healthCheckable, .exportable], run: healthAndExport),
        StorageConformance(
            "healthCheckTellsNoEvent", .health(1), needs: [.healthCheckable, .changeFeed], run: healthAndFeed),
        StorageConformance(
            "healthCheckLeavesNothingToSweep", .health(1), needs: [.healthCheckable, .sweepable], run: healthAndSweep),
        StorageConformance("healthChecksMayComeAtOnce", .health(1), needs: health, run: healthAtOnce),
        StorageConformance(
            "healthOfAClosedStoreIsAnError", .health(2), needs: [.healthCheckable, .persistent], run: healthWhenClosed),
    ]

    private static let health: Set<StorageAbility> = [.healthCheckable]

    /// Scenario S100 without the deadline, which is the caller's.
    private static func healthLeavesNothing(_ subject: ConformanceSubject) async throws {
        let store = try await subject.healthCheckable()
        let record = try await check(subject, store)
        try subject.expect(
            await store.load(record.key, at: subject.start), .live(record), "load after the store was checked")
        try subject.expect(
            await store.load(subject.samples.key(2), at: subject.start), .gone(.loggedOut), "load of an ended session")
    }

    private static func healthAndExport(_ subject: ConformanceSubject) async throws {
        let store = try subject.ability(await subject.store(), "HealthCheckable & Exportable") {
            $0 as? any HealthCheckable & Exportable
        }
        _ = try await check(subject, store)
        try subject.expect(await subject.exported(store).count, 2, "entries of the store after it was checked")
    }

    private static func healthAndFeed(_ subject: ConformanceSubject) async throws {
        let store = try subject.ability(await subject.store(), "HealthCheckable & ChangeFeed") {
            $0 as? any HealthCheckable & ChangeFeed
        }
        _ = try await check(subject, store)
        try subject.expect(await subject.events(store).count, 3, "events of two sessions after the store was checked")
    }

    private static func healthAndSweep(_ subject: ConformanceSubject) async throws {
        let store = try subject.ability(await subject.store(), "HealthCheckable & Sweepable") {
            $0 as? any HealthCheckable & Sweepable
        }
        let record = try await check(subject, store)
        try subject.expect(
            await subject.sweepAll(store, at: record.absoluteDeadline), 2, "records swept after the store was checked")
    }

    /// Two sessions, one of them ended, and checks before, between and after.
    private static func check(
        _ subject: ConformanceSubject, _ store: any HealthCheckable
    ) async throws -> SessionRecord {
        let (samples, start) = (subject.samples, subject.start)
        _ = try await store.checkHealth(at: start)
        let record = try await subject.create(samples.session(1), in: store)
        _ = try await store.revoke(subject.create(samples.session(2), in: store).key, reason: .loggedOut, at: start)
        for seconds in [0, 1, 7_200, -60] {
            _ = try await store.checkHealth(at: start.advanced(by: .seconds(seconds)))
        }
        return record
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
}

extension ConformanceSubject {
    func healthCheckable() async throws -> any HealthCheckable {
        try ability(await store(), "HealthCheckable") { $0 as? any HealthCheckable }
    }
}
