import SessionCore

/// ChangeFeed promises 1 and 2: what became of each session, once. Scenario S72.
extension StorageConformance {
    static let feeding = [
        StorageConformance("eventsTellTheLifeOfASession", .feed(1), needs: feed, run: tellsLives),
        StorageConformance("refusedCallsTellNothing", .feed(1), needs: feed, run: refusedIsQuiet),
        StorageConformance(
            "endOfAllSessionsIsToldOfEach", .feed(1), needs: [.changeFeed, .principalIndex], run: tellsEndOfAll),
        StorageConformance("callsAtTheSameTimeAreToldOnce", .feed(1), needs: feed, run: tellsRaces),
        StorageConformance("endByADeadlineIsToldOnce", .feed(2), needs: feedAndSweep, run: tellsDeadlines),
        StorageConformance(
            "revocationAfterADeadlineTellsTheDeadline", .feed(2), needs: feedAndSweep, run: tellsLateRevocation),
        StorageConformance(
            "endByAnEpochIsToldOnce", .feed(2), needs: [.changeFeed, .sweepable, .principalIndex], run: tellsEpochs),
        StorageConformance("feedStaysInItsNamespace", .storage(17), needs: feed, run: feedStaysInside),
    ]

    static let feed: Set<StorageAbility> = [.changeFeed]
    static let feedAndSweep: Set<StorageAbility> = [.changeFeed, .sweepable]

    private static func tellsLives(_ subject: ConformanceSubject) async throws {
        let store = try await subject.feed()
        let start = subject.start
        var book = EventBook()
        try subject.expect(await subject.events(store).count, 0, "events of an empty store")
        for number in 0..<3 {
            var record = try await subject.create(subject.samples.session(number, owner: number), in: store)
            book.note(record, .created, at: start)
            let now = start.advanced(by: .seconds(number + 1))
            _ = try await store.commit([7], for: record.key, expecting: 1, idleDeadline: nil, at: now)
            _ = try await store.touch(record.key, idleDeadline: record.absoluteDeadline, at: now)
            _ = try await store.load(record.key, at: now)
            for step in 1...2 {
                let owner = step == 2 ? subject.samples.principal(9) : nil
                let rotation = Rotation(to: subject.samples.key(10 * step + number), owner: owner, graceUntil: .never)
                let version = UInt64(step + 1)
                try subject.expect(
                    await store.rotate(record.key, with: rotation, expecting: version, at: now), .rotated(version + 1),
                    "rotation")
                record = record.rotated(by: rotation, at: now)
                book.note(record, .rotated, at: now)
            }
            guard number > 0 else { continue }
            let reason = number == 1 ? EndReason.loggedOut : .revoked
            // By a key in its grace the second time: there is one session, and it ends once.
            let keys = [record.key, subject.samples.key(10 + number), record.key]
            for (attempt, key) in (number == 1 ? keys : keys.reversed()).enumerated() {
                _ = try await store.revoke(key, reason: attempt == 0 ? reason : .idle, at: now)
            }
            book.note(record, .ended(reason), at: now)
        }
        try subject.expect(await subject.told(store), book.entries, "events of three sessions")
    }

    private static func refusedIsQuiet(_ subject: ConformanceSubject) async throws {
        let store = try await subject.feed()
        let (samples, start) = (subject.samples, subject.start)
        let record = try await subject.create(samples.session(1), in: store)
        let before = try await subject.events(store)
        _ = try await store.create(record)
        _ = try await store.rotate(record.key, with: Rotation(to: samples.key(2)), expecting: 9, at: start)
        _ = try await store.rotate(record.key, with: Rotation(to: record.key), expecting: 1, at: start)
        _ = try await store.rotate(samples.key(5), with: Rotation(to: samples.key(2)), expecting: 1, at: start)
        _ = try await store.revoke(samples.key(5), reason: .revoked, at: start)
        try await subject.refused(.tooLarge, "creation with one byte over the limit") {
            _ = try await store.create(
                samples.session(3, payload: SampleSessions.large(Limits.storedPayloadBytes + 1)))
        }
        try subject.expect(await subject.events(store), before, "events after calls that changed nothing")
    }

    private static func tellsEndOfAll(_ subject: ConformanceSubject) async throws {
        let store = try subject.ability(await subject.store(), "ChangeFeed & PrincipalIndex") {
            $0 as? any ChangeFeed & PrincipalIndex
        }
        let (samples, start) = (subject.samples, subject.start)
        for number in 0..<12 { try await subject.create(samples.session(number, owner: number % 2), in: store) }
        let owner = samples.principal(0)
        for _ in 1...2 {
            _ = try await store.revokeSessions(of: owner, except: samples.key(4), reason: .loggedOut, at: start)
        }
        let ended = try await subject.events(store).filter { $0.change == .ended(.loggedOut) }.map(\.handle).sorted()
        let expected = [0, 2, 6, 8, 10].map { samples.handle($0) }.sorted()
        try subject.expect(ended, expected, "sessions whose end was told after all but one were ended")
        try subject.expect(await subject.events(store).count, 17, "events of twelve sessions, five of them ended")
    }

    private static func tellsRaces(_ subject: ConformanceSubject) async throws {
        let store = try await subject.feed()
        let (samples, start) = (subject.samples, subject.start)
        let count = max(8, subject.scale.races / 10)
        _ = try await Races.all(count * 4) { number in
            let (round, part) = (number / 4, number % 4)
            if part == 0 { _ = try await store.create(samples.session(round)) }
            for attempt in 0..<3 {
                let rotation = Rotation(to: samples.key(1_000 + 12 * round + 3 * part + attempt), graceUntil: .never)
                _ = try await store.rotate(samples.key(round), with: rotation, expecting: 1, at: start)
            }
            if part == 3 { _ = try await store.revoke(samples.key(round), reason: .loggedOut, at: start) }
            return number
        }
        for round in 0..<count { _ = try await store.revoke(samples.key(round), reason: .loggedOut, at: start) }
        var lives: [SessionHandle: [FeedEvent.Change]] = [:]
        for event in try await subject.events(store) { lives[event.handle, default: []].append(event.change) }
        try subject.expect(lives.count, count, "sessions that events tell of")
        for round in 0..<count {
            let stored = try await store.load(samples.key(round), at: start)
            try subject.expect(stored, oneOf: [.gone(.loggedOut), .gone(.superseded)], "load of an ended session")
            let moved = try await subject.hasMoved(round, in: store)
            try subject.expect(
                lives[samples.handle(round)] ?? [],
                moved ? [.created, .rotated, .ended(.loggedOut)] : [.created, .ended(.loggedOut)],
                "events of session \(round), whose calls came at the same time")
        }
    }

    private static func tellsDeadlines(_ subject: ConformanceSubject) async throws {
        let store = try await subject.feedAndSweep()
        let (samples, start) = (subject.samples, subject.start)
        var book = EventBook()
        let idle = try await subject.create(samples.session(1, idle: .seconds(60)), in: store)
        let absolute = try await subject.create(
            samples.session(2, idle: .seconds(3_600), absolute: .seconds(90)), in: store)
        let living = try await subject.create(samples.session(3, idle: nil), in: store)
        for record in [idle, absolute, living] { book.note(record, .created, at: start) }
        let first = start.advanced(by: .seconds(61))
        for _ in 1...2 { _ = try await subject.sweepAll(store, at: first) }
        book.note(idle, .ended(.idle), at: first)
        try subject.expect(await subject.told(store), book.entries, "events after sweeps at the idle deadline")
        _ = try await store.revoke(idle.key, reason: .revoked, at: first)
        let second = start.advanced(by: .seconds(91))
        for _ in 1...2 { _ = try await subject.sweepAll(store, at: second) }
        book.note(absolute, .ended(.absolute), at: second)
        try subject.expect(await subject.told(store), book.entries, "events after sweeps at the absolute deadline")
    }

    private static func tellsLateRevocation(_ subject: ConformanceSubject) async throws {
        let store = try await subject.feedAndSweep()
        let record = try await subject.create(subject.samples.session(1, idle: .seconds(60)), in: store)
        let late = start(of: record, plus: 70)
        _ = try await store.revoke(record.key, reason: .revoked, at: late)
        _ = try await subject.sweepAll(store, at: late)
        var book = EventBook()
        book.note(record, .created, at: record.createdAt)
        book.note(record, .ended(.idle), at: late)
        try subject.expect(await subject.told(store), book.entries, "events of a session revoked after its deadline")
    }

    private static func tellsEpochs(_ subject: ConformanceSubject) async throws {
        let store = try subject.ability(await subject.store(), "ChangeFeed & PrincipalIndex & Sweepable") {
            $0 as? any ChangeFeed & PrincipalIndex & Sweepable
        }
        let record = try await subject.create(subject.samples.session(1), in: store)
        try await store.raiseEpoch(of: record.owner, to: subject.start)
        let now = start(of: record, plus: 1)
        for _ in 1...2 { _ = try await subject.sweepAll(store, at: now) }
        var book = EventBook()
        book.note(record, .created, at: subject.start)
        book.note(record, .ended(.revoked), at: now)
        try subject.expect(await subject.told(store), book.entries, "events of a session that an epoch ended")
    }

    private static func feedStaysInside(_ subject: ConformanceSubject) async throws {
        let store = try await subject.feed()
        let twin = try subject.ability(await subject.twin(), "ChangeFeed") { $0 as? any ChangeFeed }
        try await subject.create(subject.samples.session(1), in: store)
        try subject.expect(await subject.events(twin).count, 0, "events in another namespace")
        try await subject.create(subject.samples.session(2), in: twin)
        try subject.expect(
            await subject.events(store).map(\.handle), [subject.samples.handle(1)], "events after one in the other")
    }

    private static func start(of record: SessionRecord, plus seconds: Int) -> Timestamp {
        record.createdAt.advanced(by: .seconds(seconds))
    }
}
