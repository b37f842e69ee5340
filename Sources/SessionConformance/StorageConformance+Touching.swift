import SessionCore

/// Promise 10: a touch moves one deadline, and that only forward.
extension StorageConformance {
    static let touching = [
        StorageConformance("touchMovesTheIdleDeadlineForwardOnly", .storage(10), run: touchForward),
        StorageConformance("touchNeverPassesTheAbsoluteDeadline", .storage(10), run: touchAbsolute),
        StorageConformance("touchLeavesPayloadAndVersion", .storage(10), run: touchLeaves),
        StorageConformance("touchesAtTheSameTimeLeaveTheLatestDeadline", .storage(10), run: touchRace),
    ]

    private static func touchForward(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let record = try await subject.create(subject.samples.session(1), in: store)
        let later = record.idleDeadline.advanced(by: .milliseconds(1))
        let asked = [
            (subject.start, record.idleDeadline), (later, later), (record.idleDeadline, later), (later, later),
        ]
        for (number, (deadline, expected)) in asked.enumerated() {
            try subject.expect(
                await store.touch(record.key, idleDeadline: deadline, at: subject.start), .touched(expected),
                "touch number \(number + 1)")
            let stored = try await subject.live(store, record.key, at: subject.start, "load after a touch")
            try subject.expect(stored.idleDeadline, expected, "idle deadline after touch number \(number + 1)")
        }
        _ = try await subject.live(store, record.key, at: record.idleDeadline, "load at the deadline before the touch")
        try subject.expect(await store.load(record.key, at: later), .gone(.idle), "load at the deadline after it")
    }

    private static func touchAbsolute(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let record = try await subject.create(subject.samples.session(1), in: store)
        for deadline in [record.absoluteDeadline.advanced(by: .milliseconds(1)), .never] {
            try subject.expect(
                await store.touch(record.key, idleDeadline: deadline, at: subject.start),
                .touched(record.absoluteDeadline), "touch beyond the absolute deadline")
        }
        let stored = try await subject.live(store, record.key, at: subject.start, "load after it")
        try subject.expect(stored.idleDeadline, record.absoluteDeadline, "idle deadline after it")
        try subject.expect(stored.absoluteDeadline, record.absoluteDeadline, "absolute deadline after it")
    }

    /// Scenario S10.
    private static func touchLeaves(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let payload = SampleSessions.large(Limits.payloadBytes)
        var record = try await subject.create(subject.samples.session(1, payload: payload), in: store)
        for second in 1...20 {
            let now = subject.start.advanced(by: .seconds(second))
            record.touchedAt = now
            record.idleDeadline = now.advanced(by: SampleSessions.idle)
            try subject.expect(
                await store.touch(record.key, idleDeadline: record.idleDeadline, at: now),
                .touched(record.idleDeadline), "touch number \(second)")
        }
        try subject.expect(
            await store.load(record.key, at: record.touchedAt), .live(record), "load after twenty touches")
    }

    private static func touchRace(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        for round in 0..<max(1, subject.scale.races / 20) {
            let record = try await subject.create(samples.session(round), in: store)
            _ = try await Races.all(8) { number in
                let deadline = record.idleDeadline.advanced(by: .seconds((number * 5) % 8))
                return try await store.touch(record.key, idleDeadline: deadline, at: start)
            }
            let stored = try await subject.live(store, record.key, at: start, "load after touches")
            try subject.expect(
                stored.idleDeadline, record.idleDeadline.advanced(by: .seconds(7)), "idle deadline after eight touches")
        }
    }
}
