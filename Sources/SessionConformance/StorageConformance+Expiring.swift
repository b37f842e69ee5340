import SessionCore

/// Promise 9: live until the very millisecond of the earlier deadline.
extension StorageConformance {
    static let expiring = [
        StorageConformance("idleSessionIsGoneAtItsDeadlineToTheMillisecond", .storage(9), run: idleBoundary),
        StorageConformance("sessionInUseIsGoneAtItsAbsoluteDeadline", .storage(9), run: absoluteBoundary),
        StorageConformance("reasonNamesTheDeadlineThatCame", .storage(9), run: reasonOfExpiry),
        StorageConformance("everyVerbSeesTheSameBoundary", .storage(9), run: boundaryOfVerbs),
        StorageConformance("sessionWithoutDeadlinesOutlivesACentury", .storage(9), run: neverExpires),
        StorageConformance("clockThatStepsChangesNothingThatIsStored", .storage(9), run: clockSteps),
    ]

    /// Scenarios S21 and S33.
    private static func idleBoundary(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        for (number, milliseconds) in [1, 20, 999, 1_001, 3_600_000].enumerated() {
            let record = try await subject.create(
                subject.samples.session(number, idle: .milliseconds(milliseconds)), in: store)
            let last = Timestamp(milliseconds: record.idleDeadline.milliseconds - 1)
            try subject.expect(
                await store.load(record.key, at: last), .live(record), "load one millisecond before the deadline")
            try subject.expect(
                await store.load(record.key, at: record.idleDeadline), .gone(.idle), "load at the idle deadline")
            try subject.expect(
                await store.load(record.key, at: record.idleDeadline.advanced(by: .seconds(5))), .gone(.idle),
                "load after the idle deadline")
        }
    }

    /// Scenario S22: a session that is used all the time.
    private static func absoluteBoundary(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let record = try await subject.create(subject.samples.session(1), in: store)
        var now = subject.start
        var version: UInt64 = 1
        while now.advanced(by: .seconds(1_800)) < record.absoluteDeadline {
            now = now.advanced(by: .seconds(1_800))
            let deadline = now.advanced(by: SampleSessions.idle)
            _ = try await store.touch(record.key, idleDeadline: deadline, at: now)
            try subject.expect(
                await store.commit([7], for: record.key, expecting: version, idleDeadline: deadline, at: now),
                .committed(version + 1), "commit of a session in use")
            version += 1
        }
        let last = Timestamp(milliseconds: record.absoluteDeadline.milliseconds - 1)
        _ = try await subject.live(store, record.key, at: last, "load one millisecond before the absolute deadline")
        for late in [Duration.zero, .milliseconds(1), .seconds(86_400)] {
            try subject.expect(
                await store.load(record.key, at: record.absoluteDeadline.advanced(by: late)),
                oneOf: [.gone(.absolute), .absent], "load \(late) after the absolute deadline")
        }
    }

    /// Scenario S23.
    private static func reasonOfExpiry(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let hour = Duration.seconds(3_600)
        let both = try await subject.create(subject.samples.session(1, idle: hour, absolute: hour), in: store)
        let late = try await subject.create(subject.samples.session(2, idle: hour * 2, absolute: hour), in: store)
        let never = try await subject.create(subject.samples.session(3, idle: nil, absolute: hour), in: store)
        for record in [both, late, never] {
            try subject.expect(
                await store.load(record.key, at: record.absoluteDeadline), oneOf: [.gone(.absolute), .absent],
                "load when the absolute deadline has come, with or before the idle one")
        }
        let idle = try await subject.create(subject.samples.session(4, idle: hour, absolute: hour * 2), in: store)
        try subject.expect(
            await store.load(idle.key, at: idle.idleDeadline), .gone(.idle), "load when only the idle deadline has come"
        )
    }

    private static func boundaryOfVerbs(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let samples = subject.samples
        for (number, late) in [Duration.zero, .milliseconds(1), .seconds(60)].enumerated() {
            let record = try await subject.create(samples.session(number), in: store)
            let now = record.idleDeadline.advanced(by: late)
            let deadline = now.advanced(by: SampleSessions.idle)
            try subject.expect(
                await store.touch(record.key, idleDeadline: deadline, at: now), .gone(.idle), "touch, expired")
            try subject.expect(
                await store.commit([7], for: record.key, expecting: 1, idleDeadline: deadline, at: now), .gone(.idle),
                "commit of an expired session")
            try subject.expect(
                await store.rotate(record.key, with: Rotation(to: samples.key(99)), expecting: 1, at: now),
                .gone(.idle), "rotation of an expired session")
        }
        let record = try await subject.create(samples.session(50), in: store)
        let last = Timestamp(milliseconds: record.idleDeadline.milliseconds - 1)
        try subject.expect(
            await store.commit([7], for: record.key, expecting: 1, idleDeadline: nil, at: last), .committed(2),
            "commit in the last millisecond")
        try subject.expect(
            await store.rotate(record.key, with: Rotation(to: samples.key(51)), expecting: 2, at: last), .rotated(3),
            "rotation in the last millisecond")
        try subject.expect(
            await store.touch(samples.key(51), idleDeadline: record.absoluteDeadline, at: last),
            .touched(record.absoluteDeadline), "touch in the last millisecond")
    }

    /// Scenario S26.
    private static func neverExpires(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        var record = try await subject.create(subject.samples.session(1, idle: nil, absolute: nil), in: store)
        let century = subject.start.advanced(by: .seconds(100 * 366 * 86_400))
        try subject.expect(await store.load(record.key, at: century), .live(record), "load after a century")
        try subject.expect(
            await store.touch(record.key, idleDeadline: century, at: century), .touched(.never), "touch after a century"
        )
        _ = try await store.commit([7], for: record.key, expecting: 1, idleDeadline: nil, at: century)
        record.payload = [7]
        record.version = 2
        record.touchedAt = century
        try subject.expect(await store.load(record.key, at: century), .live(record), "load after a commit then")
        try subject.expect(
            await store.revoke(record.key, reason: .revoked, at: century), .revoked, "revocation after a century")
        try subject.expect(await store.load(record.key, at: century), .gone(.revoked), "load after it")
    }

    /// Scenario S28: deadlines are instants, so a clock that is set back or forward by an hour moves none of them.
    private static func clockSteps(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let record = try await subject.create(subject.samples.session(1), in: store)
        let before = subject.start.advanced(by: .seconds(-3_600))
        try subject.expect(await store.load(record.key, at: before), .live(record), "load an hour before the creation")
        let deadline = before.advanced(by: SampleSessions.idle)
        try subject.expect(
            await store.touch(record.key, idleDeadline: deadline, at: before), .touched(record.idleDeadline),
            "touch with a clock an hour slow")
        try subject.expect(
            await store.load(record.key, at: record.idleDeadline), .gone(.idle), "load at the deadline after it")
        let ended = try await subject.create(subject.samples.session(2), in: store)
        _ = try await store.revoke(ended.key, reason: .revoked, at: subject.start)
        try subject.expect(
            await store.load(ended.key, at: before), .gone(.revoked), "load of a revoked key with a clock set back")
    }
}
