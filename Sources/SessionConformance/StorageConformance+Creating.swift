import SessionCore

/// Promises 1, 2 and 16: what is created is there, whole, and once.
extension StorageConformance {
    static let creating = [
        StorageConformance("createdSessionLoadsByteForByte", .storage(1), run: createdSessionLoads),
        StorageConformance("fieldsOfEveryRangeLoadUnchanged", .storage(1), run: fieldsLoadUnchanged),
        StorageConformance("parallelCreationsAreAllThere", .storage(1), run: parallelCreations),
        StorageConformance("keyInUseIsDuplicate", .storage(2), run: keyInUse),
        StorageConformance("handleInUseIsDuplicate", .storage(2), run: handleInUse),
        StorageConformance("keyAndHandleOfEndedSessionStayInUse", .storage(2), run: endedStaysInUse),
        StorageConformance("oneOfManyCreationsOfAKeyWins", .storage(2), run: racingCreations),
        StorageConformance("oversizePayloadIsRefused", .storage(16), run: oversizePayload),
    ]

    /// Scenario S1.
    private static func createdSessionLoads(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        for (number, payload) in SampleSessions.payloads.enumerated() {
            let record = subject.samples.session(number, payload: payload.bytes)
            try subject.expect(await store.create(record), .created, "creation with \(payload.name)")
            try subject.expect(
                await store.load(record.key, at: subject.start), .live(record), "load of a payload of \(payload.name)")
        }
    }

    /// Scenario S14: names and instants of every range.
    private static func fieldsLoadUnchanged(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let names = [
            "user:https://issuer.example/|\u{e9}", "user:https://issuer.example/|e\u{301}", "user:a|\u{1f469}",
        ]
        for (number, name) in names.enumerated() {
            var record = subject.samples.session(number, idle: nil, absolute: nil)
            record.owner = Principal(name) ?? record.owner
            record.kind = SessionKind("kind_of-\(number)") ?? record.kind
            record.createdAt = Timestamp(milliseconds: Int64(number) * 9_007_199_254_740_993)
            record.authenticatedAt = Timestamp(milliseconds: 1)
            record.touchedAt = Timestamp(milliseconds: .max - 1)
            try await subject.create(record, in: store)
            try subject.expect(
                await store.load(record.key, at: subject.start), .live(record), "load of unusual fields")
        }
    }

    /// Scenario S49.
    private static func parallelCreations(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let samples = subject.samples
        let count = subject.scale.creations
        let outcomes = try await Races.all(count) { try await store.create(samples.session($0)) }
        let created = outcomes.count { $0 == .created }
        try subject.expect(created, count, "distinct sessions created at the same time")
        for number in 0..<count {
            let record = samples.session(number)
            try subject.expect(
                await store.load(record.key, at: subject.start), .live(record), "load of session \(number) of \(count)")
        }
    }

    /// Scenario S3.
    private static func keyInUse(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let first = try await subject.create(subject.samples.session(1), in: store)
        var second = subject.samples.session(2, owner: 5, payload: [9])
        second.key = first.key
        try subject.expect(await store.create(second), .duplicate, "creation under a key in use")
        try subject.expect(
            await store.load(first.key, at: subject.start), .live(first), "load after a duplicate creation")
        second.key = subject.samples.key(2)
        try subject.expect(await store.create(second), .created, "creation with the handle of a refused creation")
    }

    private static func handleInUse(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let first = try await subject.create(subject.samples.session(1), in: store)
        var second = subject.samples.session(2, payload: [9])
        second.handle = first.handle
        try subject.expect(await store.create(second), .duplicate, "creation with a handle in use")
        try subject.expect(
            await store.load(second.key, at: subject.start), .absent, "load of a creation that was refused")
        try subject.expect(
            await store.load(first.key, at: subject.start), .live(first), "load after a duplicate creation")
    }

    private static func endedStaysInUse(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        let revoked = try await subject.create(samples.session(1), in: store)
        _ = try await store.revoke(revoked.key, reason: .loggedOut, at: start)
        let rotated = try await subject.create(samples.session(2), in: store)
        _ = try await store.rotate(rotated.key, with: Rotation(to: samples.key(3)), expecting: 1, at: start)
        let expired = try await subject.create(samples.session(4, idle: .zero), in: store)
        for ended in [revoked, rotated, expired] {
            var again = samples.session(10)
            again.key = ended.key
            try subject.expect(await store.create(again), .duplicate, "creation under the key of an ended session")
            again = samples.session(11)
            again.handle = ended.handle
            try subject.expect(await store.create(again), .duplicate, "creation with the handle of an ended session")
        }
        try subject.expect(
            await store.load(revoked.key, at: start), .gone(.loggedOut), "load after a duplicate creation")
    }

    private static func racingCreations(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let samples = subject.samples
        for round in 0..<max(1, subject.scale.races / 20) {
            let outcomes = try await Races.all(8) { number in
                var record = samples.session(round * 8 + number, payload: [UInt8(number)])
                record.key = samples.key(-1 - round)
                return try await store.create(record)
            }
            let winners = outcomes.indices.filter { outcomes[$0] == .created }
            try subject.expect(winners.count, 1, "creations of one key at the same time that succeeded")
            let record = try await subject.live(store, samples.key(-1 - round), at: subject.start, "load of the winner")
            try subject.expect(record.payload, winners.map { UInt8($0) }, "payload of the creation that succeeded")
        }
    }

    /// Scenario S12.
    private static func oversizePayload(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let large = SampleSessions.large(Limits.storedPayloadBytes + 1)
        try await subject.refused(.tooLarge, "creation with one byte over the limit") {
            _ = try await store.create(subject.samples.session(1, payload: large))
        }
        let record = try await subject.create(subject.samples.session(1), in: store)
        try await subject.refused(.tooLarge, "commit of one byte over the limit") {
            _ = try await store.commit(large, for: record.key, expecting: 1, idleDeadline: nil, at: subject.start)
        }
        try subject.expect(
            await store.load(record.key, at: subject.start), .live(record), "load after a refused commit")
    }
}

extension ConformanceSubject {
    /// Fails unless the body throws a storage error with this code.
    func refused(_ code: StorageError.Code, _ what: String, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as StorageError {
            return try expect(error.code, code, what)
        }
        throw failure(what, expected: "the error \(code)", got: "an answer")
    }
}
