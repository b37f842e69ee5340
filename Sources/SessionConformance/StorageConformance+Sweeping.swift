import SessionCore

/// Sweepable promises 1 to 4: a sweep takes what is due, and nothing else.
extension StorageConformance {
    static let sweeping = [
        StorageConformance("sweepSparesTheLive", .sweep(1), needs: [.sweepable], run: sparesTheLive),
        StorageConformance("sweepWithASlowClockSparesMore", .sweep(1), needs: [.sweepable], run: slowSweep),
        StorageConformance("idleSessionLeavesATombstoneUntilItsEnd", .sweep(2), needs: [.sweepable], run: tombstones),
        StorageConformance(
            "tombstoneWithoutAnEndIsKeptForTheRetention", .sweep(2), needs: [.sweepable], run: retention),
        StorageConformance("endedSessionsLeaveNothingAtTheirEnd", .sweep(2), needs: [.sweepable], run: nothingRemains),
        StorageConformance("sweepKeepsToItsLimitAndCounts", .sweep(3), needs: [.sweepable], run: sweepLimit),
        StorageConformance("costOfASweepFollowsWhatIsDue", .sweep(4), needs: [.sweepable], run: sweepCost),
    ]

    /// Scenario S29.
    private static func sparesTheLive(_ subject: ConformanceSubject) async throws {
        let store = try await subject.sweepable()
        let (samples, start) = (subject.samples, subject.start)
        let now = start.advanced(by: .seconds(100))
        for number in 0..<200 { try await subject.create(samples.session(number, idle: .seconds(number)), in: store) }
        for number in stride(from: 0, to: 100, by: 3) {
            _ = try await store.touch(samples.key(number), idleDeadline: now.advanced(by: .milliseconds(1)), at: start)
        }
        let never = try await subject.create(samples.session(500, idle: nil, absolute: nil), in: store)
        var expected: [LoadOutcome] = []
        for number in 0..<200 { expected.append(try await store.load(samples.key(number), at: now)) }
        let due = expected.count { $0 == .gone(.idle) }
        try subject.expect(await subject.sweepAll(store, at: now), due, "records swept")
        for number in 0..<200 {
            try subject.expect(
                await store.load(samples.key(number), at: now), expected[number],
                "load of session \(number) after a sweep")
        }
        try subject.expect(await store.load(never.key, at: now), .live(never), "load of one without deadlines")
    }

    /// Scenario S28.
    private static func slowSweep(_ subject: ConformanceSubject) async throws {
        let store = try await subject.sweepable()
        let record = try await subject.create(subject.samples.session(1), in: store)
        let last = Timestamp(milliseconds: record.idleDeadline.milliseconds - 1)
        for now in [subject.start.advanced(by: .seconds(-3_600)), last] {
            try subject.expect(await subject.sweepAll(store, at: now), 0, "records swept before the deadline")
        }
        try subject.expect(await store.load(record.key, at: last), .live(record), "load after those sweeps")
        try subject.expect(await subject.sweepAll(store, at: record.idleDeadline), 1, "records swept at the deadline")
        try subject.expect(
            await store.load(record.key, at: subject.start), .gone(.idle),
            "load of what was swept with a clock set back")
    }

    private static func tombstones(_ subject: ConformanceSubject) async throws {
        let store = try await subject.sweepable()
        let record = try await subject.create(subject.samples.session(1), in: store)
        let last = Timestamp(milliseconds: record.absoluteDeadline.milliseconds - 1)
        for now in [record.idleDeadline, last] {
            _ = try await subject.sweepAll(store, at: now)
            try subject.expect(await store.load(record.key, at: now), .gone(.idle), "load after the sweep")
            try subject.expect(
                await store.commit([7], for: record.key, expecting: 1, idleDeadline: nil, at: now), .gone(.idle),
                "commit after the sweep")
            try subject.expect(await store.create(record), .duplicate, "creation under a swept key")
        }
        _ = try await subject.sweepAll(store, at: record.absoluteDeadline)
        try subject.expect(
            await store.load(record.key, at: record.absoluteDeadline), .absent, "load after a sweep at the end")
        try subject.expect(await store.create(record), .created, "creation under a key of which nothing remains")
    }

    private static func retention(_ subject: ConformanceSubject) async throws {
        let store = try await subject.sweepable()
        let (samples, start) = (subject.samples, subject.start)
        let idle = try await subject.create(samples.session(1, absolute: nil), in: store)
        let revoked = try await subject.create(samples.session(2, idle: nil, absolute: nil), in: store)
        _ = try await subject.sweepAll(store, at: idle.idleDeadline)
        _ = try await store.revoke(revoked.key, reason: .loggedOut, at: idle.idleDeadline)
        let end = idle.idleDeadline.advanced(by: Limits.tombstoneRetention)
        _ = try await subject.sweepAll(store, at: Timestamp(milliseconds: end.milliseconds - 1))
        try subject.expect(await store.load(idle.key, at: start), .gone(.idle), "load within the retention")
        try subject.expect(await store.load(revoked.key, at: start), .gone(.loggedOut), "load within the retention")
        _ = try await subject.sweepAll(store, at: end)
        for record in [idle, revoked] {
            try subject.expect(await store.load(record.key, at: end), .absent, "load after the retention")
        }
    }

    private static func nothingRemains(_ subject: ConformanceSubject) async throws {
        let store = try await subject.sweepable()
        let (samples, start) = (subject.samples, subject.start)
        let records = (0..<4).map { samples.session($0) }
        for record in records { try await subject.create(record, in: store) }
        _ = try await store.revoke(records[0].key, reason: .revoked, at: start)
        let rotation = Rotation(to: samples.key(10), graceUntil: .never)
        _ = try await store.rotate(records[1].key, with: rotation, expecting: 1, at: start)
        _ = try await store.rotate(records[2].key, with: Rotation(to: samples.key(11)), expecting: 1, at: start)
        _ = try await store.revoke(samples.key(11), reason: .loggedOut, at: start)
        let end = records[0].absoluteDeadline
        _ = try await subject.sweepAll(store, at: end)
        for key in records.map(\.key) + [samples.key(10), samples.key(11)] {
            try subject.expect(await store.load(key, at: end), .absent, "load after a sweep at the absolute deadline")
        }
        for record in records {
            try subject.expect(
                await store.create(record), .created, "creation with a key and handle that are free again")
        }
    }

    private static func sweepLimit(_ subject: ConformanceSubject) async throws {
        let store = try await subject.sweepable()
        let samples = subject.samples
        for number in 0..<12 { try await subject.create(samples.session(number, idle: .seconds(1)), in: store) }
        let now = subject.start.advanced(by: .seconds(1))
        for (limit, expected) in [(0, 1), (-1, 1), (4, 4), (5, 5), (5, 1), (5, 0), (Int.max, 0)] {
            try subject.expect(await store.sweep(limit: limit, at: now), expected, "sweep with the limit \(limit)")
        }
        for number in 0..<12 {
            try subject.expect(
                await store.load(samples.key(number), at: now), .gone(.idle), "load of session \(number)")
        }
        let end = samples.session(0).absoluteDeadline
        for expected in [8, 4, 0] {
            try subject.expect(await store.sweep(limit: 8, at: end), expected, "sweep of tombstones with the limit 8")
        }
    }

    /// Compares the fastest sweep of a small store with that of one twenty times as large.
    ///
    /// Other work on the machine makes sweeps slower and never faster. So the large store is swept again and again until
    /// one sweep comes undisturbed; where each looks at everything none is ever fast enough.
    private static func sweepCost(_ subject: ConformanceSubject) async throws {
        let store = try await subject.sweepable()
        let small = max(50, subject.scale.creations / 20)
        for number in 0..<small { try await subject.create(subject.samples.session(number, payload: []), in: store) }
        let before = try await fastestSweep(store, at: subject.start, of: 140...140, under: .zero)
        for number in small..<small * 20 {
            try await subject.create(subject.samples.session(number, payload: []), in: store)
        }
        let bound = before * 6 + .microseconds(100)
        let after = try await fastestSweep(store, at: subject.start, of: 140...4_000, under: bound)
        guard after < bound else {
            throw subject.failure(
                "a sweep with nothing due, among \(small) sessions and among \(small * 20)",
                expected: "much the same time", got: "\(before) and \(after)")
        }
    }

    /// Sweeps as often as the lower bound says, and on to the upper one until one took less than a duration.
    private static func fastestSweep(
        _ store: any Sweepable, at now: Timestamp, of rounds: ClosedRange<Int>, under bound: Duration
    ) async throws -> Duration {
        var fastest = Duration.seconds(3_600)
        for round in 1...rounds.upperBound {
            let began = ContinuousClock.now
            _ = try await store.sweep(limit: 100, at: now)
            fastest = min(fastest, ContinuousClock.now - began)
            if round >= rounds.lowerBound, fastest < bound { break }
        }
        return fastest
    }
}
