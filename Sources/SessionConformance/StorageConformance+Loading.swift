import SessionCore

/// Promises 3 and 6: what was never created is absent, and stays so whatever is asked of it.
extension StorageConformance {
    static let loading = [
        StorageConformance("unknownKeyLoadsAsAbsent", .storage(3), run: unknownKey),
        StorageConformance("loadOfAnUnknownKeyWritesNothing", .storage(3), run: loadWritesNothing),
        StorageConformance("loadLeavesALiveSessionAsItIs", .storage(3), run: loadLeavesSession),
        StorageConformance("unknownKeyIsNeitherCommittedNorTouchedNorRotated", .storage(6), run: unknownKeyVerbs),
    ]

    /// Scenario S2.
    private static func unknownKey(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        try subject.expect(
            await store.load(subject.samples.key(1), at: subject.start), .absent, "load from an empty store")
        try await subject.create(subject.samples.session(1), in: store)
        for number in 2..<50 {
            let outcome = try await store.load(subject.samples.key(number), at: subject.start)
            try subject.expect(outcome, .absent, "load of a key that was never created")
        }
    }

    private static func loadWritesNothing(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let record = subject.samples.session(1)
        for _ in 0..<3 {
            try subject.expect(await store.load(record.key, at: subject.start), .absent, "load of an unknown key")
        }
        try subject.expect(await store.create(record), .created, "creation under a key that was only loaded")
    }

    /// Scenario S25 at the level of the store: a load moves no deadline.
    private static func loadLeavesSession(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let record = try await subject.create(subject.samples.session(1), in: store)
        let last = Timestamp(milliseconds: record.idleDeadline.milliseconds - 1)
        for _ in 0..<3 {
            try subject.expect(await store.load(record.key, at: last), .live(record), "a repeated load")
        }
        try subject.expect(
            await store.load(record.key, at: record.idleDeadline), .gone(.idle), "load at the deadline after loads")
    }

    /// Scenarios S9 and S11.
    private static func unknownKeyVerbs(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        let key = samples.key(1)
        for version in [0, 1, 7] as [UInt64] {
            try subject.expect(
                await store.commit([1], for: key, expecting: version, idleDeadline: nil, at: start), .absent,
                "commit of an unknown key expecting version \(version)")
            try subject.expect(
                await store.rotate(key, with: Rotation(to: samples.key(2)), expecting: version, at: start), .absent,
                "rotation of an unknown key expecting version \(version)")
        }
        try subject.expect(
            await store.touch(key, idleDeadline: start.advanced(by: .seconds(9)), at: start), .absent,
            "touch of an unknown key")
        for number in 1...2 {
            try subject.expect(
                await store.load(samples.key(number), at: start), .absent, "load after writes to an unknown key")
            try await subject.create(samples.session(number), in: store)
        }
    }
}
