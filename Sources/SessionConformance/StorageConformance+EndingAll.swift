import SessionCore

/// PrincipalIndex promise 5: all sessions of a principal end at once, those under way included.
extension StorageConformance {
    static let endingAll = [
        StorageConformance("allSessionsOfAPrincipalEndAndAreCounted", .index(5), needs: index, run: endAll),
        StorageConformance("exceptedSessionAloneStays", .index(5), needs: index, run: endAllButOne),
        StorageConformance("exceptedSessionCanBeRotatedAtTheSameInstant", .index(5), needs: index, run: rotateExcepted),
        StorageConformance("keyInItsGraceExceptsTheSessionItLeadsTo", .index(5), needs: index, run: exceptByGrace),
        StorageConformance("creationsUnderWayDieWithTheRest", .index(5), needs: index, run: endAllAgainstCreate),
    ]

    /// Scenario S67.
    private static func endAll(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let (samples, start) = (subject.samples, subject.start)
        for number in 0..<20 { try await subject.create(samples.session(number, owner: number % 2), in: store) }
        let expired = try await subject.create(samples.session(50, idle: .seconds(1)), in: store)
        let now = expired.idleDeadline
        try subject.expect(
            await store.revokeSessions(of: samples.principal(0), except: nil, reason: .loggedOut, at: now), 10,
            "sessions ended")
        for number in 0..<20 {
            let record = samples.session(number, owner: number % 2)
            let expected: LoadOutcome = number.isMultiple(of: 2) ? .gone(.loggedOut) : .live(record)
            try subject.expect(
                await store.load(record.key, at: now), expected, "load of a session of principal \(number % 2)")
        }
        let listed = try await subject.handles(of: 0, in: store, at: now)
        try subject.expect(listed, [], "list of the principal")
        try subject.expect(await store.epoch(of: samples.principal(0)), now, "epoch of the principal")
        try subject.expect(await store.epoch(of: samples.principal(1)), nil, "epoch of another principal")
        try subject.expect(
            await store.revokeSessions(of: samples.principal(0), except: nil, reason: .revoked, at: now), 0,
            "sessions ended the second time")
        try subject.expect(
            await store.revokeSessions(of: samples.principal(7), except: nil, reason: .revoked, at: start), 0,
            "sessions of a principal without any that were ended")
    }

    /// Scenario S68.
    private static func endAllButOne(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let (samples, start) = (subject.samples, subject.start)
        for number in 0..<10 { try await subject.create(samples.session(number), in: store) }
        let foreign = try await subject.create(samples.session(30, owner: 1), in: store)
        let now = start.advanced(by: .seconds(9))
        try subject.expect(
            await store.revokeSessions(of: samples.principal(0), except: samples.key(4), reason: .revoked, at: now), 9,
            "sessions ended but one")
        let listed = try await subject.handles(of: 0, in: store, at: now)
        try subject.expect(listed, [samples.handle(4)], "list after it")
        var kept = samples.session(4)
        kept.authenticatedAt = now.advanced(by: .milliseconds(1))
        try subject.expect(await store.load(kept.key, at: now), .live(kept), "load of the excepted session")
        try subject.expect(
            await store.commit([7], for: kept.key, expecting: 1, idleDeadline: nil, at: now), .committed(2),
            "commit of the excepted session")
        try subject.expect(
            await store.revokeSessions(of: samples.principal(0), except: foreign.key, reason: .revoked, at: now), 1,
            "sessions ended with the key of another principal excepted")
        try subject.expect(await store.load(foreign.key, at: now), .live(foreign), "load of that key")
    }

    /// Scenarios S64 and S68: the others are logged out, then the one that stays gets a new token.
    private static func rotateExcepted(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let (samples, start) = (subject.samples, subject.start)
        let key = try await subject.create(samples.session(1), in: store).key
        _ = try await store.revokeSessions(of: samples.principal(0), except: key, reason: .revoked, at: start)
        try subject.expect(
            await store.rotate(key, with: Rotation(to: samples.key(2)), expecting: 1, at: start), .rotated(2),
            "rotation of the excepted session at the instant of the epoch")
        let stored = try await subject.live(store, samples.key(2), at: start, "load after the rotation")
        try subject.expect(
            stored.authenticatedAt, start.advanced(by: .milliseconds(1)), "when the session was authenticated")
    }

    private static func exceptByGrace(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let (samples, start) = (subject.samples, subject.start)
        let key = try await subject.create(samples.session(1), in: store).key
        try await subject.create(samples.session(3), in: store)
        let rotation = Rotation(to: samples.key(2), graceUntil: start.advanced(by: .seconds(30)))
        _ = try await store.rotate(key, with: rotation, expecting: 1, at: start)
        try subject.expect(
            await store.revokeSessions(of: samples.principal(0), except: key, reason: .revoked, at: start), 1,
            "sessions ended with an old key excepted")
        _ = try await subject.live(store, rotation.newKey, at: start, "load of the session the old key leads to")
    }

    /// Scenario S67: no session authenticated by then is live afterwards, whichever came first.
    private static func endAllAgainstCreate(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let (samples, start) = (subject.samples, subject.start)
        for round in 0..<max(1, subject.scale.races / 20) {
            let outcomes = try await Races.all(9) { number in
                guard number == 4 else {
                    return try await store.create(samples.session(round * 10 + number, owner: round))
                }
                _ = try await store.revokeSessions(
                    of: samples.principal(round), except: nil, reason: .revoked, at: start)
                return .created
            }
            for number in 0..<9 where number != 4 {
                try subject.expect(
                    outcomes[number], oneOf: [.created, .gone(.revoked)], "creation while all are ended")
                let expected: LoadOutcome = outcomes[number] == .created ? .gone(.revoked) : .absent
                try subject.expect(
                    await store.load(samples.key(round * 10 + number), at: start), expected,
                    "load of a creation under way while all were ended")
            }
        }
    }
}
