extension SessionTable {
    /// What a feed tells of a change, looked at before the change is applied; nothing for what is no event.
    ///
    /// A session's only terminal event is that of the change which takes it from live to ended or removed.
    ///
    /// - Parameter position: the place the event gets in the feed.
    public func event(of change: SessionChange, at now: Timestamp, position: FeedPosition) -> FeedEvent? {
        switch change {
        case .stored(let record):
            return entries[record.key] == nil ? FeedEvent(of: record, .created, at: now, position: position) : nil
        case .rotated(_, _, let record):
            return FeedEvent(of: record, .rotated, at: now, position: position)
        case .ended(let key, let tombstone):
            guard case .live(let record) = entries[key], tombstone.reason != .superseded else { return nil }
            return FeedEvent(of: record, .ended(tombstone.reason), at: now, position: position)
        case .removed(let key):
            guard case .live(let record) = entries[key] else { return nil }
            return FeedEvent(of: record, .ended(end(of: record, at: now) ?? .absolute), at: now, position: position)
        case .committed, .touched, .authenticated, .epochRaised:
            return nil
        }
    }
}

extension FeedEvent {
    /// The event of a session as it is after the change.
    public init(of record: SessionRecord, _ change: Change, at now: Timestamp, position: FeedPosition) {
        self.init(
            position: position, at: now, handle: record.handle, kind: record.kind, owner: record.owner, change: change)
    }
}
