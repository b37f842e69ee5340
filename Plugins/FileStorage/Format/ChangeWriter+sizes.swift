import SessionCore

/// How many bytes things take in the log.
extension ChangeWriter {
    /// How many bytes a session takes in a snapshot, nearly.
    static func snapshotBytes(of stored: StoredSession?) -> Int {
        switch stored {
        case nil: 0
        case .live(let record): Frame.headerBytes + size(of: .stored(record))
        case .ended(let tombstone): Frame.headerBytes + SessionKey.byteCount + 1 + size(of: tombstone)
        }
    }

    /// How many bytes an event takes in a snapshot, nearly: events share frames.
    static func size(of event: FeedEvent) -> Int {
        let texts = event.handle.text.utf8.count + event.kind.text.utf8.count + event.owner.text.utf8.count
        guard case .ended(let reason) = event.change else { return 24 + texts }
        return 26 + texts + reason.rawValue.utf8.count
    }

    static func size(of entry: LogEntry) -> Int {
        switch entry {
        case .change(let change): size(of: change)
        case .event(let event): size(of: event)
        case .feedBegins, .feedTrimmed: 9
        case .mark: 1
        }
    }

    private static func size(of change: SessionChange) -> Int {
        switch change {
        case .stored(let record): 33 + size(of: record)
        case .committed(_, let payload, _, _, _): 33 + 28 + payload.count
        case .touched: 33 + 16
        case .rotated(_, let tombstone, let record): 65 + size(of: tombstone) + size(of: record)
        case .authenticated: 33 + 8
        case .ended(_, let tombstone): 33 + size(of: tombstone)
        case .removed: 33
        case .epochRaised(let principal, _): 11 + principal.text.utf8.count
        }
    }

    private static func size(of record: SessionRecord) -> Int {
        let texts = record.handle.text.utf8.count + record.kind.text.utf8.count + record.owner.text.utf8.count
        return 6 + texts + 6 * 8 + 4 + record.payload.count
    }

    private static func size(of tombstone: Tombstone) -> Int {
        let texts = tombstone.handle.text.utf8.count + tombstone.reason.rawValue.utf8.count
        return 4 + texts + 9 + (tombstone.grace == nil ? 0 : 40)
    }
}
