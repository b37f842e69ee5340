import SessionCore

/// What a feed has to tell, in order, without the positions: those are the store's.
struct EventBook {
    /// One event, as it can be compared.
    struct Entry: Hashable, CustomStringConvertible {
        var handle: SessionHandle
        var kind: SessionKind
        var owner: Principal
        var change: FeedEvent.Change
        var at: Timestamp

        var description: String { "\(change) of \(handle) (\(kind), \(owner)) at \(at.milliseconds)" }
    }

    private(set) var entries: [Entry] = []

    mutating func note(_ record: SessionRecord, _ change: FeedEvent.Change, at now: Timestamp) {
        entries.append(Entry(handle: record.handle, kind: record.kind, owner: record.owner, change: change, at: now))
    }
}

extension ConformanceSubject {
    /// Everything in a feed, page by page, with the rules that hold for every page.
    func events(
        _ store: any ChangeFeed, after first: FeedPosition = .start, limit: Int = Limits.pageRecords
    ) async throws -> [FeedEvent] {
        var events: [FeedEvent] = []
        var position = first
        for _ in 0...Limits.feedEvents {
            let page = try await store.events(after: position, limit: limit)
            try expect(page.events.count <= limit, true, "whether a page of events keeps to its limit of \(limit)")
            for event in page.events {
                try expect(event.position > position, true, "whether each position is after the one before")
                position = event.position
                events.append(event)
            }
            try expect(page.next, position, "where to read on")
            if page.events.isEmpty { return events }
        }
        throw failure("walk through a feed", expected: "an end", got: "one more page after each")
    }

    /// The same to be compared with an ``EventBook``.
    func told(_ store: any ChangeFeed) async throws -> [EventBook.Entry] {
        try await events(store).map {
            EventBook.Entry(handle: $0.handle, kind: $0.kind, owner: $0.owner, change: $0.change, at: $0.at)
        }
    }

    /// Whether a session of the racing case was rotated: its first key then leads elsewhere.
    func hasMoved(_ number: Int, in store: any SessionStorage) async throws -> Bool {
        try await store.commit([7], for: samples.key(number), expecting: 1, idleDeadline: nil, at: start)
            == .gone(.superseded)
    }
}
