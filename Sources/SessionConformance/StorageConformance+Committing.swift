import SessionCore

/// Promises 4, 5 and 11: a commit is the next load, and no commit undoes another.
extension StorageConformance {
    static let committing = [
        StorageConformance("committedPayloadIsTheNextLoad", .storage(4), run: committedPayload),
        StorageConformance("versionsRiseByOne", .storage(4), run: versionsRise),
        StorageConformance("staleCommitConflictsAndChangesNothing", .storage(5), run: staleCommit),
        StorageConformance("commitMovesTheIdleDeadline", .storage(11), run: commitMovesDeadline),
        StorageConformance("commitMovesTheIdleDeadlineNeverBackOrBeyond", .storage(11), run: commitKeepsDeadline),
    ]

    /// Scenario S6.
    private static func committedPayload(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let now = subject.start.advanced(by: .milliseconds(7))
        for (number, payload) in SampleSessions.payloads.enumerated() {
            var record = try await subject.create(subject.samples.session(number), in: store)
            try subject.expect(
                await store.commit(payload.bytes, for: record.key, expecting: 1, idleDeadline: nil, at: now),
                .committed(2), "commit of \(payload.name)")
            record.payload = payload.bytes
            record.version = 2
            record.touchedAt = now
            try subject.expect(
                await store.load(record.key, at: now), .live(record), "load after a commit of \(payload.name)")
        }
    }

    private static func versionsRise(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let record = try await subject.create(subject.samples.session(1), in: store)
        for version in 1...100 as ClosedRange<UInt64> {
            let payload = [UInt8(version)]
            try subject.expect(
                await store.commit(payload, for: record.key, expecting: version, idleDeadline: nil, at: subject.start),
                .committed(version + 1), "commit number \(version)")
            let stored = try await subject.live(store, record.key, at: subject.start, "load after commit \(version)")
            try subject.expect(stored.version, version + 1, "version after commit number \(version)")
            try subject.expect(stored.payload, payload, "payload after commit number \(version)")
        }
    }

    /// Scenarios S7 and S43.
    private static func staleCommit(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let start = subject.start
        let record = try await subject.create(subject.samples.session(1), in: store)
        _ = try await store.commit([7], for: record.key, expecting: 1, idleDeadline: nil, at: start)
        let stored = try await subject.live(store, record.key, at: start, "load after a commit")
        let deadline = start.advanced(by: .seconds(7_200))
        for version in [0, 1, 3, .max] as [UInt64] {
            try subject.expect(
                await store.commit([8], for: record.key, expecting: version, idleDeadline: deadline, at: start),
                .conflict(stored), "commit expecting version \(version) of version 2")
        }
        try subject.expect(await store.load(record.key, at: start), .live(stored), "load after conflicts")
    }

    private static func commitMovesDeadline(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let record = try await subject.create(subject.samples.session(1), in: store)
        let later = record.idleDeadline.advanced(by: .milliseconds(1))
        try subject.expect(
            await store.commit([7], for: record.key, expecting: 1, idleDeadline: later, at: subject.start),
            .committed(2), "commit with a later idle deadline")
        let stored = try await subject.live(store, record.key, at: record.idleDeadline, "load at the deadline before")
        try subject.expect(stored.idleDeadline, later, "idle deadline after the commit")
        try subject.expect(await store.load(record.key, at: later), .gone(.idle), "load at the deadline it set")
    }

    private static func commitKeepsDeadline(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let record = try await subject.create(subject.samples.session(1), in: store)
        let asked: [(Timestamp?, Timestamp)] = [
            (nil, record.idleDeadline), (subject.start, record.idleDeadline),
            (record.absoluteDeadline.advanced(by: .milliseconds(1)), record.absoluteDeadline),
            (record.idleDeadline, record.absoluteDeadline),
        ]
        for (version, (deadline, expected)) in asked.enumerated() {
            _ = try await store.commit(
                [7], for: record.key, expecting: UInt64(version + 1), idleDeadline: deadline, at: subject.start)
            let stored = try await subject.live(store, record.key, at: subject.start, "load after a commit")
            try subject.expect(stored.idleDeadline, expected, "idle deadline after commit number \(version + 1)")
        }
    }
}
