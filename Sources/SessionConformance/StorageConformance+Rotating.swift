import SessionCore

/// Promises 12 and 15: a session moves whole, in one step, to a key that is free.
extension StorageConformance {
    static let rotating = [
        StorageConformance("rotationKeepsTheSessionAndChangesItsKey", .storage(12), run: rotationKeeps),
        StorageConformance("rotationNamesAnotherOwner", .storage(12), run: rotationOwner),
        StorageConformance("rotationBringsAPayloadInTheSameStep", .storage(12), run: rotationPayload),
        StorageConformance("oversizePayloadOfARotationIsRefused", .storage(16), run: rotationOversize),
        StorageConformance("staleRotationConflictsAndChangesNothing", .storage(12), run: staleRotation),
        StorageConformance("rotationToAKeyInUseIsDuplicate", .storage(15), run: rotationToUsedKey),
    ]

    /// Scenario S61.
    private static func rotationKeeps(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        for (number, payload) in SampleSessions.payloads.enumerated() {
            let now = subject.start.advanced(by: .seconds(number + 1))
            var record = subject.samples.session(number, payload: payload.bytes)
            try await subject.create(record, in: store)
            for step in 1...2 {
                let (old, new) = (record.key, subject.samples.key(100 * step + number))
                try subject.expect(
                    await store.rotate(old, with: Rotation(to: new), expecting: record.version, at: now),
                    .rotated(record.version + 1), "rotation")
                record.key = new
                record.version += 1
                record.authenticatedAt = now
                record.touchedAt = now
                try subject.expect(await store.load(new, at: now), .live(record), "load of the new key")
                try subject.expect(await store.load(old, at: now), .gone(.superseded), "load of the old key")
            }
        }
    }

    private static func rotationOwner(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        var record = try await subject.create(subject.samples.session(1, owner: 1), in: store)
        for (owner, number) in [(2, 2), (1, 3)] {
            let rotation = Rotation(to: subject.samples.key(number), owner: subject.samples.principal(owner))
            try subject.expect(
                await store.rotate(record.key, with: rotation, expecting: record.version, at: subject.start),
                .rotated(record.version + 1), "rotation to another owner")
            record.key = rotation.newKey
            record.owner = subject.samples.principal(owner)
            record.version += 1
            try subject.expect(await store.load(record.key, at: subject.start), .live(record), "load after it")
        }
    }

    private static func rotationPayload(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        var record = try await subject.create(subject.samples.session(1), in: store)
        for (number, payload) in SampleSessions.payloads.enumerated() {
            let until = subject.start.advanced(by: .seconds(60))
            let rotation = Rotation(to: subject.samples.key(100 + number), graceUntil: until, payload: payload.bytes)
            try subject.expect(
                await store.rotate(record.key, with: rotation, expecting: record.version + 1, at: subject.start),
                .conflict(record), "rotation with a payload that expects a version to come")
            try subject.expect(
                await store.rotate(record.key, with: rotation, expecting: record.version, at: subject.start),
                .rotated(record.version + 1), "rotation with a payload of \(payload.name)")
            let old = record.key
            record = record.rotated(by: rotation, at: subject.start)
            for key in [old, record.key] {
                try subject.expect(
                    await store.load(key, at: subject.start), .live(record), "load after a rotation with a payload")
            }
        }
        let plain = Rotation(to: subject.samples.key(2))
        _ = try await store.rotate(record.key, with: plain, expecting: record.version, at: subject.start)
        try subject.expect(
            await store.load(plain.newKey, at: subject.start), .live(record.rotated(by: plain, at: subject.start)),
            "load after a rotation that brings no payload")
    }

    private static func rotationOversize(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let record = try await subject.create(subject.samples.session(1), in: store)
        let large = SampleSessions.large(Limits.storedPayloadBytes + 1)
        try await subject.refused(.tooLarge, "rotation with one byte over the limit") {
            let rotation = Rotation(to: subject.samples.key(2), payload: large)
            _ = try await store.rotate(record.key, with: rotation, expecting: 1, at: subject.start)
        }
        try subject.expect(await store.load(record.key, at: subject.start), .live(record), "load after it")
        try subject.expect(
            await store.load(subject.samples.key(2), at: subject.start), .absent, "load of the key it named")
    }

    private static func staleRotation(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        let key = try await subject.create(samples.session(1), in: store).key
        _ = try await store.commit([7], for: key, expecting: 1, idleDeadline: nil, at: start)
        let stored = try await subject.live(store, key, at: start, "load after a commit")
        for version in [0, 1, 3, .max] as [UInt64] {
            try subject.expect(
                await store.rotate(key, with: Rotation(to: samples.key(2)), expecting: version, at: start),
                .conflict(stored), "rotation expecting version \(version) of version 2")
        }
        try subject.expect(await store.load(key, at: start), .live(stored), "load after refused rotations")
        try subject.expect(await store.load(samples.key(2), at: start), .absent, "load of the key they named")
    }

    private static func rotationToUsedKey(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        let record = try await subject.create(samples.session(1), in: store)
        let other = try await subject.create(samples.session(2, payload: [9]), in: store)
        let ended = try await subject.create(samples.session(3), in: store)
        _ = try await store.revoke(ended.key, reason: .revoked, at: start)
        let moved = try await subject.create(samples.session(4), in: store)
        _ = try await store.rotate(moved.key, with: Rotation(to: samples.key(5)), expecting: 1, at: start)
        for used in [other.key, ended.key, moved.key, record.key] {
            try subject.expect(
                await store.rotate(record.key, with: Rotation(to: used), expecting: 1, at: start), .duplicate,
                "rotation to a key in use")
            // An encrypting wrapper asks this way for what is there, without a change.
            try subject.expect(
                await store.rotate(record.key, with: Rotation(to: used), expecting: 0, at: start), .conflict(record),
                "rotation to a key in use that expects another version")
        }
        try subject.expect(await store.load(record.key, at: start), .live(record), "load of the key that stayed")
        try subject.expect(await store.load(other.key, at: start), .live(other), "load of the key in use")
        try subject.expect(await store.load(ended.key, at: start), .gone(.revoked), "load of the revoked key in use")
    }
}
