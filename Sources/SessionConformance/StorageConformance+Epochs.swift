import SessionCore

/// PrincipalIndex promises 6 and 7: nothing older than the epoch counts, and it only rises.
extension StorageConformance {
    static let epochs = [
        StorageConformance("epochEndsWhatWasAuthenticatedAtOrBeforeIt", .index(6), needs: index, run: epochEnds),
        StorageConformance("creationAtOrBeforeTheEpochIsGone", .index(6), needs: index, run: epochRefusesCreation),
        StorageConformance("rotationIntoAnEpochIsGone", .index(6), needs: index, run: epochRefusesRotation),
        StorageConformance("epochOnlyRises", .index(7), needs: index, run: epochRises),
        StorageConformance("sweepKeepsWhatAnEpochEndedRevoked", .index(6), needs: indexAndSweep, run: sweptEpoch),
    ]

    /// Scenario S69.
    private static func epochEnds(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let (samples, start) = (subject.samples, subject.start)
        for number in 1...3 {
            var record = samples.session(number)
            record.authenticatedAt = start.advanced(by: .milliseconds(number - 2))
            try await subject.create(record, in: store)
        }
        try await store.raiseEpoch(of: samples.principal(0), to: start)
        for number in 1...2 {
            let key = samples.key(number)
            try subject.expect(await store.load(key, at: start), .gone(.revoked), "load of a session before the epoch")
            try subject.expect(
                await store.commit([7], for: key, expecting: 1, idleDeadline: nil, at: start), .gone(.revoked), "commit"
            )
            try subject.expect(
                await store.touch(key, idleDeadline: start.advanced(by: .seconds(9_000)), at: start), .gone(.revoked),
                "touch of a session before the epoch")
            try subject.expect(
                await store.rotate(key, with: Rotation(to: samples.key(9)), expecting: 1, at: start), .gone(.revoked),
                "rotation of a session before the epoch")
        }
        _ = try await subject.live(store, samples.key(3), at: start, "load of a session authenticated after the epoch")
        let listed = try await subject.handles(of: 0, in: store, at: start)
        try subject.expect(listed, [samples.handle(3)], "list after the epoch rose")
        try subject.expect(
            await store.revokeSessions(of: samples.principal(0), except: nil, reason: .revoked, at: start), 1,
            "sessions that were still live to end")
    }

    private static func epochRefusesCreation(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let (samples, start) = (subject.samples, subject.start)
        try await store.raiseEpoch(of: samples.principal(0), to: start)
        for (number, offset) in [(1, -1), (2, 0)] {
            var record = samples.session(number)
            record.authenticatedAt = start.advanced(by: .milliseconds(offset))
            try subject.expect(await store.create(record), .gone(.revoked), "creation at or before the epoch")
            try subject.expect(await store.load(record.key, at: start), .absent, "load of a creation that was refused")
        }
        var record = samples.session(2)
        record.authenticatedAt = start.advanced(by: .milliseconds(1))
        try subject.expect(await store.create(record), .created, "creation authenticated after the epoch")
        try await subject.create(samples.session(3, owner: 1), in: store)
    }

    private static func epochRefusesRotation(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let (samples, start) = (subject.samples, subject.start)
        let record = try await subject.create(samples.session(1, owner: 1), in: store)
        try await store.raiseEpoch(of: samples.principal(2), to: start)
        let rotation = Rotation(to: samples.key(2), owner: samples.principal(2))
        try subject.expect(
            await store.rotate(record.key, with: rotation, expecting: 1, at: start), .gone(.revoked),
            "rotation to an owner whose epoch is now")
        try subject.expect(await store.load(record.key, at: start), .live(record), "load after the refused rotation")
        try subject.expect(await store.load(rotation.newKey, at: start), .absent, "load of the key it named")
        try subject.expect(
            await store.rotate(record.key, with: rotation, expecting: 1, at: start.advanced(by: .milliseconds(1))),
            .rotated(2), "rotation to that owner one millisecond after the epoch")
    }

    private static func epochRises(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let (owner, start) = (subject.samples.principal(0), subject.start)
        try subject.expect(await store.epoch(of: owner), nil, "epoch of a principal that never had one")
        let (high, low) = (start.advanced(by: .seconds(9)), start.advanced(by: .seconds(1)))
        try await store.raiseEpoch(of: owner, to: high)
        try subject.expect(await store.epoch(of: owner), high, "epoch that was raised")
        try await store.raiseEpoch(of: owner, to: low)
        try subject.expect(await store.epoch(of: owner), high, "epoch after an attempt to lower it")
        _ = try await store.revokeSessions(of: owner, except: nil, reason: .revoked, at: low)
        try subject.expect(await store.epoch(of: owner), high, "epoch after a revocation with a slow clock")
        _ = try await Races.all(16) { number in
            try await store.raiseEpoch(of: owner, to: high.advanced(by: .seconds((number * 7) % 16)))
        }
        try subject.expect(
            await store.epoch(of: owner), high.advanced(by: .seconds(15)), "epoch after sixteen at once")
    }

    private static func sweptEpoch(_ subject: ConformanceSubject) async throws {
        let store = try await subject.indexAndSweep()
        let record = try await subject.create(subject.samples.session(1, idle: nil), in: store)
        try await store.raiseEpoch(of: subject.samples.principal(0), to: subject.start)
        _ = try await subject.sweepAll(store, at: subject.start)
        try subject.expect(
            await store.load(record.key, at: subject.start), .gone(.revoked),
            "load after a sweep of what an epoch ended")
        _ = try await subject.sweepAll(store, at: record.absoluteDeadline)
        try subject.expect(
            await store.load(record.key, at: record.absoluteDeadline), .absent, "load after the last sweep")
    }
}
