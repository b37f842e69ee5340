import SessionCore

/// The feed as the log leads to it, and how many bytes it takes in a snapshot.
struct StoredFeed: Sendable {
    private(set) var feed = SessionFeed()
    private(set) var bytes = 0

    /// Takes what the log says. To read an entry twice changes nothing.
    mutating func apply(_ entry: LogEntry) {
        switch entry {
        case .event(let event): append(event)
        case .feedBegins(let position): begin(behind: position)
        case .feedTrimmed(let position): trim(to: position)
        case .change, .mark: break
        }
    }

    mutating func append(_ event: FeedEvent) {
        guard event.position > feed.last else { return }
        if feed.events.count == SessionCore.Limits.feedEvents, let first = feed.events.first {
            bytes -= ChangeWriter.size(of: first)
        }
        feed.append(event)
        bytes += ChangeWriter.size(of: event)
    }

    /// The place up to which events have been kept long enough, at most so many of them; nothing when none has.
    func trimmable(limit: Int, at now: Timestamp) -> FeedPosition? {
        let retention = SessionCore.Limits.feedRetention
        return feed.events.prefix(limit).prefix { $0.at.advanced(by: retention) <= now }.last?.position
    }

    mutating func trim(to position: FeedPosition) {
        var old = 0
        while old < feed.events.count, feed.events[old].position <= position {
            bytes -= ChangeWriter.size(of: feed.events[old])
            old += 1
        }
        // Everything is old enough at the end of time.
        feed.trim(limit: old, at: .never)
        guard feed.dropped < position else { return }
        let kept = feed.events
        feed = SessionFeed(last: position, dropped: position)
        for event in kept { feed.append(event) }
    }

    private mutating func begin(behind position: FeedPosition) {
        feed = SessionFeed(last: position, dropped: position)
        bytes = 0
    }
}
