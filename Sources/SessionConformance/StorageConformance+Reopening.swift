import SessionCore

/// ClosableStorage promises 1 and 2: what was acknowledged is there when the store is opened again.
extension StorageConformance {
    static let reopening = [
        StorageConformance("sessionsAreThereAfterReopening", .closing(1), needs: [.persistent], run: sessionsReopen),
        StorageConformance("endedSessionsStayEndedAfterReopening", .closing(1), needs: [.persistent], run: endedReopen),
        StorageConformance("graceHoldsAfterReopening", .closing(1), needs: [.persistent], run: graceReopens),
        StorageConformance(
            "listsAndEpochsAreThereAfterReopening", .closing(1), needs: [.persistent, .principalIndex],
            run: listsReopen),
        StorageConformance(
            "sweepTakesWhatIsDueAfterReopening", .closing(1), needs: [.persistent, .sweepable], run: sweepReopens),
        StorageConformance("namespacesStayApartAfterReopening", .closing(1), needs: [.persistent], run: twinsReopen),
        StorageConformance("closedStoreRefusesCalls", .closing(2), needs: [.persistent], run: closedRefuses),
    ]

    private static func sessionsReopen(_ subject: ConformanceSubject) async throws {
        var store = try await subject.store()
        let start = subject.start
        var records: [SessionRecord] = []
        for (number, payload) in SampleSessions.payloads.enumerated() {
            records.append(try await subject.create(subject.samples.session(number, payload: payload.bytes), in: store))
        }
        for step in 0..<3 {
            let now = start.advanced(by: .seconds(step + 1))
            records[0].payload = [UInt8(step)]
            records[0].version += 1
            records[0].touchedAt = now
            records[1].idleDeadline = now.advanced(by: SampleSessions.idle)
            records[1].touchedAt = now
            let payload = records[0].payload
            _ = try await store.commit(
                payload, for: records[0].key, expecting: UInt64(step + 1), idleDeadline: nil, at: now)
            _ = try await store.touch(records[1].key, idleDeadline: records[1].idleDeadline, at: now)
            let rotation = Rotation(to: subject.samples.key(100 + step), owner: subject.samples.principal(step))
            _ = try await store.rotate(records[2].key, with: rotation, expecting: UInt64(step + 1), at: now)
            records[2] = records[2].rotated(by: rotation, at: now)
            store = try await subject.reopen(store)
            for record in records {
                try subject.expect(
                    await store.load(record.key, at: start), .live(record), "load after reopening \(step + 1) times")
            }
        }
    }

    private static func endedReopen(_ subject: ConformanceSubject) async throws {
        var store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        for number in 0..<4 { try await subject.create(samples.session(number), in: store) }
        _ = try await store.revoke(samples.key(0), reason: .loggedOut, at: start)
        _ = try await store.revoke(samples.key(1), reason: .revoked, at: start)
        _ = try await store.rotate(samples.key(2), with: Rotation(to: samples.key(9)), expecting: 1, at: start)
        store = try await subject.reopen(store)
        for (number, reason) in [EndReason.loggedOut, .revoked, .superseded].enumerated() {
            try subject.expect(
                await store.load(samples.key(number), at: start), .gone(reason), "load of an ended session")
            try subject.expect(
                await store.commit([7], for: samples.key(number), expecting: 1, idleDeadline: nil, at: start),
                .gone(reason), "commit of an ended session")
            try subject.expect(
                await store.create(samples.session(number)), .duplicate, "creation under the key of an ended session")
        }
        try subject.expect(
            await store.load(samples.key(3), at: start), .live(samples.session(3)), "load of a session that lives on")
    }

    private static func graceReopens(_ subject: ConformanceSubject) async throws {
        var store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        let until = start.advanced(by: .seconds(30))
        try await subject.create(samples.session(1), in: store)
        let rotation = Rotation(to: samples.key(2), graceUntil: until)
        _ = try await store.rotate(samples.key(1), with: rotation, expecting: 1, at: start)
        store = try await subject.reopen(store)
        let last = Timestamp(milliseconds: until.milliseconds - 1)
        let moved = try await subject.live(store, samples.key(2), at: last, "load of the new key")
        try subject.expect(await store.load(samples.key(1), at: last), .live(moved), "load of the old key in its grace")
        try subject.expect(
            await store.load(samples.key(1), at: until), .gone(.superseded), "load of the old key after its grace")
        _ = try await store.revoke(samples.key(1), reason: .loggedOut, at: last)
        store = try await subject.reopen(store)
        try subject.expect(
            await store.load(samples.key(2), at: last), .gone(.loggedOut), "load after a revocation by the old key")
    }

    private static func listsReopen(_ subject: ConformanceSubject) async throws {
        let first = try await subject.index()
        let (samples, start) = (subject.samples, subject.start)
        for number in 0..<40 { try await subject.create(samples.session(number, owner: number % 3), in: first) }
        _ = try await first.revokeSessions(
            of: samples.principal(0), except: samples.key(3), reason: .revoked, at: start)
        try await first.raiseEpoch(of: samples.principal(1), to: start.advanced(by: .milliseconds(-1)))
        try await first.raiseEpoch(of: samples.principal(4), to: .never)
        let store = try subject.ability(await subject.reopen(first), "PrincipalIndex") { $0 as? any PrincipalIndex }
        for owner in 0..<3 {
            let all = stride(from: owner, to: 40, by: 3).map { samples.handle($0) }.sorted()
            let listed = try await subject.handles(of: owner, in: store, at: start, limit: 4)
            try subject.expect(listed, owner == 0 ? [samples.handle(3)] : all, "list of principal \(owner)")
        }
        try subject.expect(await store.epoch(of: samples.principal(0)), start, "epoch after a revocation of all")
        try subject.expect(await store.epoch(of: samples.principal(4)), .never, "epoch that was raised")
        try subject.expect(await store.epoch(of: samples.principal(2)), nil, "epoch that was never raised")
        try subject.expect(
            await store.create(samples.session(90, owner: 0)), .gone(.revoked), "creation at the epoch after reopening")
        try subject.expect(
            await store.load(samples.key(0), at: start), .gone(.revoked), "load of a session ended with all others")
        let kept = try await subject.live(store, samples.key(3), at: start, "load of the excepted session")
        try subject.expect(
            kept.authenticatedAt, start.advanced(by: .milliseconds(1)), "when the excepted session was authenticated")
    }

    private static func sweepReopens(_ subject: ConformanceSubject) async throws {
        let first = try await subject.sweepable()
        let samples = subject.samples
        for number in 0..<10 { try await subject.create(samples.session(number, idle: .seconds(number)), in: first) }
        let now = subject.start.advanced(by: .seconds(4))
        try subject.expect(await subject.sweepAll(first, at: now), 5, "records swept before reopening")
        let store = try subject.ability(await subject.reopen(first), "Sweepable") { $0 as? any Sweepable }
        try subject.expect(await subject.sweepAll(store, at: now), 0, "records swept again after reopening")
        try subject.expect(await store.load(samples.key(4), at: now), .gone(.idle), "load of what was swept")
        try subject.expect(
            await subject.sweepAll(store, at: now.advanced(by: .seconds(5))), 5, "records due after reopening")
        _ = try await subject.sweepAll(store, at: samples.session(0).absoluteDeadline)
        let last = try await subject.reopen(store)
        for number in 0..<10 {
            try subject.expect(
                await last.load(samples.key(number), at: now), .absent, "load of what was removed before reopening")
        }
    }

    private static func twinsReopen(_ subject: ConformanceSubject) async throws {
        var (store, twin) = (try await subject.store(), try await subject.twin())
        let record = try await subject.create(subject.samples.session(1), in: store)
        let other = try await subject.create(subject.samples.session(1, owner: 2, payload: [9]), in: twin)
        if let closable = twin as? any ClosableStorage { try await closable.close() }
        store = try await subject.reopen(store)
        twin = try await subject.twin()
        try subject.expect(await store.load(record.key, at: subject.start), .live(record), "load from one namespace")
        try subject.expect(await twin.load(other.key, at: subject.start), .live(other), "load from the other")
    }

    private static func closedRefuses(_ subject: ConformanceSubject) async throws {
        guard let store = try await subject.store() as? any ClosableStorage else { return }
        let record = try await subject.create(subject.samples.session(1), in: store)
        try await store.close()
        try await store.close()
        try await subject.refused(.unavailable, "load from a closed store") {
            _ = try await store.load(record.key, at: subject.start)
        }
        try await subject.refused(.unavailable, "creation in a closed store") {
            _ = try await store.create(subject.samples.session(2))
        }
        try await subject.refused(.unavailable, "commit in a closed store") {
            _ = try await store.commit([7], for: record.key, expecting: 1, idleDeadline: nil, at: subject.start)
        }
        let again = try await subject.store()
        try subject.expect(await again.load(record.key, at: subject.start), .live(record), "load after reopening")
        try subject.expect(
            await again.load(subject.samples.key(2), at: subject.start), .absent, "load of a creation that was refused")
    }
}
