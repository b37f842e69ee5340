import SessionCore

extension Transaction {
    /// Appends an event at the next place of this namespace's feed.
    func append(_ event: FeedEvent) throws(StoreFailure) {
        let last = try FeedRows.last(in: namespace, over: connection)
        let position = last &+ 1
        try connection.run(.appendEvent) { row throws(StoreFailure) in
            try row.bind(1, FeedRows.id(position, in: namespace))
            try row.bind(2, event.at)
            try row.bind(3, event.handle.text)
            try row.bind(4, event.kind.text)
            try row.bind(5, event.owner.text)
            try row.bind(6, FeedRows.code(of: event.change))
        }
        let kept = UInt64(SessionCore.Limits.feedEvents)
        if position.isMultiple(of: Limits.feedSlack), position > kept { try drop(through: position - kept) }
    }

    /// Removes what has been kept long enough or is over the limit, a limited number at a time.
    func trimFeed(limit: Int, at now: Timestamp) throws(StoreFailure) {
        let dropped = try FeedRows.dropped(in: namespace, over: connection)
        let last = try FeedRows.last(in: namespace, over: connection)
        let kept = UInt64(SessionCore.Limits.feedEvents)
        var end = last > kept ? max(last - kept, dropped) : dropped
        try connection.rows(.events) { statement throws(StoreFailure) in
            try statement.bind(1, FeedRows.id(end, in: namespace))
            try statement.bind(2, FeedRows.id(last, in: namespace))
            try statement.bind(3, Int64(limit))
        } _: { row throws(StoreFailure) in
            guard row.instant(1).advanced(by: SessionCore.Limits.feedRetention) <= now else { return false }
            end = FeedRows.position(row.integer(0))
            return true
        }
        if end > dropped { try drop(through: end) }
    }

    private func drop(through position: UInt64) throws(StoreFailure) {
        guard position > (try FeedRows.dropped(in: namespace, over: connection)) else { return }
        try connection.run(.dropEvents) { statement throws(StoreFailure) in
            try statement.bind(1, FeedRows.id(0, in: namespace))
            try statement.bind(2, FeedRows.id(position, in: namespace))
        }
        try connection.run(.setDropped) { statement throws(StoreFailure) in
            try statement.bind(1, namespace)
            try statement.bind(2, Int64(bitPattern: position))
        }
    }
}
