import SessionCore

/// Promise 17: two namespaces of one medium know nothing of each other. Scenario S13.
extension StorageConformance {
    static let namespaces = [
        StorageConformance("noVerbReachesAnotherNamespace", .storage(17), run: verbsStayInside),
        StorageConformance("oneKeyLivesTwoLivesInTwoNamespaces", .storage(17), run: sameKeyTwice),
        StorageConformance(
            "listsAndEpochsStayInTheirNamespace", .storage(17), needs: [.principalIndex], run: listsStayInside),
        StorageConformance("sweepStaysInItsNamespace", .storage(17), needs: [.sweepable], run: sweepStaysInside),
    ]

    private static func verbsStayInside(_ subject: ConformanceSubject) async throws {
        let (store, twin) = (try await subject.store(), try await subject.twin())
        let (samples, start) = (subject.samples, subject.start)
        let record = try await subject.create(samples.session(1), in: store)
        let key = record.key
        let deadline = record.absoluteDeadline
        try subject.expect(await twin.load(key, at: start), .absent, "load from another namespace")
        try subject.expect(
            await twin.commit([7], for: key, expecting: 1, idleDeadline: deadline, at: start), .absent,
            "commit from another namespace")
        try subject.expect(
            await twin.touch(key, idleDeadline: deadline, at: start), .absent, "touch from another namespace")
        try subject.expect(
            await twin.rotate(key, with: Rotation(to: samples.key(2)), expecting: 1, at: start), .absent,
            "rotation from another namespace")
        try subject.expect(
            await twin.revoke(key, reason: .revoked, at: start), .absent, "revocation from another namespace")
        try subject.expect(await store.load(key, at: start), .live(record), "load after calls from another namespace")
        try subject.expect(await store.load(samples.key(2), at: start), .absent, "load of a key they named")
    }

    private static func sameKeyTwice(_ subject: ConformanceSubject) async throws {
        let (store, twin) = (try await subject.store(), try await subject.twin())
        let (samples, start) = (subject.samples, subject.start)
        let record = try await subject.create(samples.session(1), in: store)
        var other = samples.session(1, owner: 3, payload: [9])
        try subject.expect(await twin.create(other), .created, "creation of the same key in another namespace")
        _ = try await twin.commit([10], for: other.key, expecting: 1, idleDeadline: nil, at: start)
        try subject.expect(await store.load(record.key, at: start), .live(record), "load after a commit in the other")
        _ = try await store.revoke(record.key, reason: .loggedOut, at: start)
        other.payload = [10]
        other.version = 2
        try subject.expect(await twin.load(other.key, at: start), .live(other), "load after a revocation in the other")
        try subject.expect(
            await twin.rotate(other.key, with: Rotation(to: samples.key(2)), expecting: 2, at: start), .rotated(3),
            "rotation of a key that is revoked in the other")
        try subject.expect(await store.load(record.key, at: start), .gone(.loggedOut), "load after that rotation")
        try subject.expect(
            await store.create(samples.session(2)), .created, "creation under a key in use in the other")
    }

    private static func listsStayInside(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let twin = try subject.ability(await subject.twin(), "PrincipalIndex") { $0 as? any PrincipalIndex }
        let (owner, start) = (subject.samples.principal(0), subject.start)
        let record = try await subject.create(subject.samples.session(1), in: store)
        let page = try await twin.sessions(of: owner, after: nil, limit: 10, at: start)
        try subject.expect(page.records, [], "list from another namespace")
        try subject.expect(
            await twin.revokeSessions(of: owner, except: nil, reason: .revoked, at: start), 0,
            "sessions that a revocation in another namespace ended")
        try await twin.raiseEpoch(of: owner, to: start.advanced(by: .seconds(60)))
        try subject.expect(await store.epoch(of: owner), nil, "epoch after one was raised in another namespace")
        try subject.expect(await store.load(record.key, at: start), .live(record), "load after it")
    }

    private static func sweepStaysInside(_ subject: ConformanceSubject) async throws {
        let store = try await subject.sweepable()
        let twin = try subject.ability(await subject.twin(), "Sweepable") { $0 as? any Sweepable }
        let record = try await subject.create(subject.samples.session(1), in: store)
        try subject.expect(
            await twin.sweep(limit: 100, at: record.absoluteDeadline), 0, "sweep from another namespace")
        try subject.expect(
            await store.load(record.key, at: subject.start), .live(record), "load after a sweep from another namespace")
    }
}
