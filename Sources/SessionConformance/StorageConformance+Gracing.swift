import SessionCore

/// Promises 13 and 14: what an old key is still good for.
extension StorageConformance {
    static let gracing = [
        StorageConformance("oldKeyReadsWithinItsGraceToTheMillisecond", .storage(13), run: graceBoundary),
        StorageConformance("oldKeyWritesNothingWithinItsGrace", .storage(13), run: graceIsReadOnly),
        StorageConformance("oldKeyLeadsOnThroughRotationsInTheirGrace", .storage(13), run: graceChain),
        StorageConformance("graceDoesNotOutliveTheSession", .storage(13), run: graceEnds),
        StorageConformance("revocationByAKeyInItsGraceEndsTheSession", .storage(14), run: graceRevoke),
        StorageConformance("revocationByAKeyPastItsGraceSparesTheSession", .storage(14), run: pastGraceRevoke),
    ]

    /// Scenario S63, the part that is a store's.
    private static func graceBoundary(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (old, moved, until) = try await rotated(1, subject, store)
        let last = Timestamp(milliseconds: until.milliseconds - 1)
        for now in [subject.start, last] {
            try subject.expect(await store.load(old, at: now), .live(moved), "load of the old key within its grace")
        }
        for now in [until, until.advanced(by: .seconds(1))] {
            try subject.expect(
                await store.load(old, at: now), .gone(.superseded), "load of the old key after its grace")
            try subject.expect(await store.load(moved.key, at: now), .live(moved), "load of the new key then")
        }
    }

    private static func graceIsReadOnly(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        let (old, moved, _) = try await rotated(1, subject, store)
        for version in [1, 2] as [UInt64] {
            try subject.expect(
                await store.commit([7], for: old, expecting: version, idleDeadline: nil, at: start), .gone(.superseded),
                "commit of the old key")
            try subject.expect(
                await store.rotate(old, with: Rotation(to: samples.key(9)), expecting: version, at: start),
                .gone(.superseded), "rotation of the old key")
        }
        try subject.expect(
            await store.touch(old, idleDeadline: moved.absoluteDeadline, at: start), .gone(.superseded),
            "touch of the old key")
        try subject.expect(await store.load(moved.key, at: start), .live(moved), "load of the new key after them")
        try subject.expect(
            await store.commit([8], for: moved.key, expecting: 2, idleDeadline: nil, at: start), .committed(3),
            "commit of the new key")
        let seen = try await subject.live(store, old, at: start, "load of the old key after it")
        try subject.expect(seen.payload, [8], "payload the old key shows after a commit of the new one")
        try subject.expect(seen.key, moved.key, "key the old key leads to")
    }

    private static func graceChain(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        let (oldest, second, until) = try await rotated(1, subject, store)
        let soft = Rotation(to: samples.key(20), graceUntil: until)
        _ = try await store.rotate(second.key, with: soft, expecting: 2, at: start)
        let third = try await subject.live(store, soft.newKey, at: start, "load of the newest key")
        for key in [oldest, second.key] {
            try subject.expect(await store.load(key, at: start), .live(third), "load of an older key in its grace")
        }
        _ = try await store.rotate(third.key, with: Rotation(to: samples.key(21)), expecting: 3, at: start)
        for key in [oldest, second.key, third.key] {
            try subject.expect(
                await store.load(key, at: start), .gone(.superseded), "load of an older key after one without grace")
        }
    }

    private static func graceEnds(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let samples = subject.samples
        let record = try await subject.create(samples.session(1), in: store)
        let rotation = Rotation(to: samples.key(2), graceUntil: .never)
        _ = try await store.rotate(record.key, with: rotation, expecting: 1, at: subject.start)
        try subject.expect(
            await store.load(record.key, at: record.idleDeadline), .gone(.idle),
            "load by a grace after the idle deadline")
        try subject.expect(
            await store.load(record.key, at: record.absoluteDeadline),
            oneOf: [.gone(.absolute), .gone(.superseded), .absent], "load by a grace after the absolute deadline")
    }

    private static func graceRevoke(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (old, moved, _) = try await rotated(1, subject, store)
        try subject.expect(
            await store.revoke(old, reason: .loggedOut, at: subject.start), .revoked, "revocation by the old key")
        for key in [moved.key, old] {
            try subject.expect(
                await store.load(key, at: subject.start), .gone(.loggedOut), "load after a revocation by the old key")
        }
        try subject.expect(
            await store.commit([7], for: moved.key, expecting: 2, idleDeadline: nil, at: subject.start),
            .gone(.loggedOut), "commit after a revocation by the old key")
    }

    private static func pastGraceRevoke(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (old, moved, until) = try await rotated(1, subject, store)
        try subject.expect(
            await store.revoke(old, reason: .loggedOut, at: until), .revoked, "revocation by a superseded key")
        try subject.expect(await store.load(old, at: until), .gone(.superseded), "load of the superseded key")
        try subject.expect(await store.load(moved.key, at: until), .live(moved), "load of the new key after it")
    }

    /// A session that moved with a grace of half a minute: its old key, what is stored, and when the grace ends.
    private static func rotated(
        _ number: Int, _ subject: ConformanceSubject, _ store: any SessionStorage
    ) async throws -> (old: SessionKey, moved: SessionRecord, until: Timestamp) {
        let until = subject.start.advanced(by: .seconds(30))
        let old = try await subject.create(subject.samples.session(number), in: store).key
        let rotation = Rotation(to: subject.samples.key(-number), graceUntil: until)
        try subject.expect(
            await store.rotate(old, with: rotation, expecting: 1, at: subject.start), .rotated(2), "rotation")
        let moved = try await subject.live(store, rotation.newKey, at: subject.start, "load of the new key")
        try subject.expect(moved.key, rotation.newKey, "key of the session after a rotation")
        return (old, moved, until)
    }
}
