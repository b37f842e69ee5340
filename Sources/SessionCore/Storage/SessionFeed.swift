/// The feed of a store that keeps it in memory: every rule of ``ChangeFeed`` about pages and room, as a value.
///
/// It knows no clock and no disk: a store writes events down beside their changes and appends them here.
public struct SessionFeed: Sendable {
    /// The events that are kept, oldest first.
    public private(set) var events = SegmentedQueue<FeedEvent>()
    /// The place of the last event ever appended.
    public private(set) var last = FeedPosition.start
    /// The place of the last event that is no longer kept.
    public private(set) var dropped = FeedPosition.start

    /// Makes an empty feed, or one that goes on where an earlier one had come to.
    public init(last: FeedPosition = .start, dropped: FeedPosition = .start) {
        self.last = last
        self.dropped = dropped
    }

    /// The place of the next event.
    public var next: FeedPosition { FeedPosition(last.number &+ 1) }

    /// Appends an event, and drops the oldest beyond ``Limits/feedEvents``. One that is not after the last is passed over.
    public mutating func append(_ event: FeedEvent) {
        guard event.position > last else { return }
        events.append(event)
        last = event.position
        if events.count > Limits.feedEvents { drop(events.count - Limits.feedEvents) }
    }

    /// Drops at most `limit` events that have been kept for ``Limits/feedRetention``, and says how many.
    @discardableResult
    public mutating func trim(limit: Int, at now: Timestamp) -> Int {
        let old = events.prefix(limit).prefix { $0.at.advanced(by: Limits.feedRetention) <= now }.count
        drop(old)
        return old
    }

    /// The rule of ``ChangeFeed/events(after:limit:)``.
    public func page(after position: FeedPosition, limit: Int) -> FeedPage {
        let limit = min(max(limit, 1), Limits.pageRecords)
        var (low, high) = (events.startIndex, events.endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if events[middle].position > position { high = middle } else { low = middle + 1 }
        }
        let found = events[low...].prefix(limit)
        return FeedPage(events: Array(found), next: found.last?.position ?? position, isMissing: position < dropped)
    }

    private mutating func drop(_ count: Int) {
        guard count > 0 else { return }
        dropped = events[count - 1].position
        events.drop(count)
    }
}
