import SessionCore

/// ChangeFeed promises 3 and 4: every reader reads the same, and is told what it missed.
extension StorageConformance {
    static let feedPages = [
        StorageConformance("everyReaderReadsTheSameEvents", .feed(3), needs: feed, run: readersAgree),
        StorageConformance("readerFollowsWhileEventsCome", .feed(3), needs: feed, run: readerFollows),
        StorageConformance("limitOfAPageOfEventsIsClamped", .feed(3), needs: feed, run: eventLimit),
        StorageConformance(
            "feedGoesOnAfterReopening", .feed(3), needs: [.changeFeed, .persistent], run: feedReopens),
        StorageConformance("eventsAreKeptForTheirRetention", .feed(4), needs: feedAndSweep, run: eventsAreKept),
        StorageConformance("readerFromFurtherBackIsTold", .feed(4), needs: feedAndSweep, run: missingIsTold),
    ]

    private static func readersAgree(_ subject: ConformanceSubject) async throws {
        let store = try await subject.feed()
        for number in 0..<25 { try await subject.create(subject.samples.session(number), in: store) }
        let all = try await subject.events(store)
        try subject.expect(all.count, 25, "events of 25 sessions")
        for limit in [1, 2, 7, 25, 26] {
            try subject.expect(await subject.events(store, limit: limit), all, "events in pages of \(limit)")
        }
        for (number, event) in all.enumerated() {
            let rest = try await store.events(after: event.position, limit: Limits.pageRecords)
            try subject.expect(rest.events, Array(all.dropFirst(number + 1)), "events after number \(number)")
            try subject.expect(rest.isMissing, false, "whether any are missing")
        }
        let end = try await store.events(after: FeedPosition(.max), limit: 5)
        try subject.expect(end.events, [], "events after the last possible place")
        try subject.expect(end.next, FeedPosition(.max), "where to read on after it")
    }

    private static func readerFollows(_ subject: ConformanceSubject) async throws {
        let store = try await subject.feed()
        let samples = subject.samples
        let count = max(40, subject.scale.races / 5)
        async let creations = Races.all(count) { try await store.create(samples.session($0)) }
        var met: [FeedEvent] = []
        var position = FeedPosition.start
        var pauses = 0
        while met.count < count, pauses < 100_000 {
            let page = try await store.events(after: position, limit: 3)
            met += page.events
            position = page.next
            guard page.events.isEmpty else { continue }
            pauses += 1
            await Task.yield()
        }
        _ = try await creations
        // An event that takes a place before one already read would never be met.
        met += try await subject.events(store, after: position)
        try subject.expect(met, await subject.events(store), "events that a reader met while they came")
        try subject.expect(Set(met.map(\.handle)).count, count, "sessions that it heard of")
    }

    private static func eventLimit(_ subject: ConformanceSubject) async throws {
        let store = try await subject.feed()
        let count = Limits.pageRecords + 20
        for number in 0..<count { try await subject.create(subject.samples.session(number, payload: []), in: store) }
        for (limit, expected) in [(0, 1), (-5, 1), (1, 1), (.max, Limits.pageRecords)] {
            let page = try await store.events(after: .start, limit: limit)
            try subject.expect(page.events.count, expected, "events of a page with the limit \(limit)")
        }
        try subject.expect(await subject.events(store).count, count, "events of a whole walk")
    }

    private static func feedReopens(_ subject: ConformanceSubject) async throws {
        var store = try await subject.feed()
        let (samples, start) = (subject.samples, subject.start)
        var all: [FeedEvent] = []
        for round in 0..<3 {
            try await subject.create(samples.session(round), in: store)
            let rotation = Rotation(to: samples.key(10 + round))
            _ = try await store.rotate(samples.key(round), with: rotation, expecting: 1, at: start)
            _ = try await store.revoke(samples.key(10 + round), reason: .revoked, at: start)
            let events = try await subject.events(store)
            try subject.expect(Array(events.prefix(all.count)), all, "events from before reopening \(round) times")
            try subject.expect(events.count, 3 * (round + 1), "events after \(round + 1) sessions")
            all = events
            store = try subject.ability(await subject.reopen(store), "ChangeFeed") { $0 as? any ChangeFeed }
        }
        try subject.expect(await subject.events(store), all, "events after reopening")
        _ = try await store.revoke(samples.key(10), reason: .revoked, at: start)
        try subject.expect(await subject.events(store), all, "events after the end of an ended session")
    }

    private static func eventsAreKept(_ subject: ConformanceSubject) async throws {
        let store = try await subject.feedAndSweep()
        let record = try await subject.create(subject.samples.session(1, idle: nil, absolute: nil), in: store)
        let last = subject.start.advanced(by: Limits.feedRetention + .milliseconds(-1))
        _ = try await subject.sweepAll(store, at: last)
        try await subject.create(subject.samples.session(2, idle: nil, absolute: nil), in: store)
        let page = try await store.events(after: .start, limit: 10)
        try subject.expect(page.isMissing, false, "whether events are missing within the retention")
        try subject.expect(page.events.first?.handle, record.handle, "the oldest event within the retention")
    }

    /// To drop what is old is allowed at the end of the retention; to drop it without a word never is.
    private static func missingIsTold(_ subject: ConformanceSubject) async throws {
        let store = try await subject.feedAndSweep()
        let (samples, start) = (subject.samples, subject.start)
        for number in 0..<3 {
            try await subject.create(samples.session(number, idle: nil, absolute: nil), in: store)
        }
        let early = try await subject.events(store)
        let later = start.advanced(by: Limits.feedRetention + .seconds(3_600))
        var late = samples.session(9, idle: nil, absolute: nil)
        (late.createdAt, late.authenticatedAt, late.touchedAt) = (later, later, later)
        try await subject.create(late, in: store)
        for hours in [0, 1] { _ = try await subject.sweepAll(store, at: later.advanced(by: .seconds(hours * 3_600))) }
        let page = try await store.events(after: .start, limit: 10)
        let kept = page.events.map(\.handle)
        try subject.expect(kept.last, late.handle, "the newest event after sweeps past the retention of others")
        try subject.expect(
            page.isMissing, kept.count < 4, "whether events are missing, of which \(kept.count) are kept")
        guard let oldest = page.events.first else { return }
        let rest = try await store.events(after: oldest.position, limit: 10)
        try subject.expect(rest.isMissing, false, "whether events are missing after the oldest that is kept")
        try subject.expect(rest.events, Array(page.events.dropFirst()), "events after the oldest that is kept")
        if let last = early.last, kept == [late.handle] {
            let page = try await store.events(after: last.position, limit: 10)
            try subject.expect(page.isMissing, false, "whether a reader missed any who had read all that was dropped")
        }
    }
}
