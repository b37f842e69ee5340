public import SessionCore

extension SQLiteStorage: ChangeFeed {
    public func events(after position: FeedPosition, limit: Int) async throws(StorageError) -> FeedPage {
        let limit = min(max(limit, 1), SessionCore.Limits.pageRecords)
        let namespace = namespace
        return try await readers.read { connection throws(StoreFailure) in
            try connection.reading { () throws(StoreFailure) in
                let dropped = try FeedRows.dropped(in: namespace, over: connection)
                let last = try FeedRows.last(in: namespace, over: connection)
                var page = FeedPage(events: [], next: position, isMissing: position.number < dropped)
                guard position.number < last else { return page }
                try connection.rows(.events) { statement throws(StoreFailure) in
                    try statement.bind(1, FeedRows.id(position.number, in: namespace))
                    try statement.bind(2, FeedRows.id(last, in: namespace))
                    try statement.bind(3, Int64(limit))
                } _: { row throws(StoreFailure) in
                    page.events.append(try FeedRows.event(row))
                    return true
                }
                page.next = page.events.last?.position ?? position
                return page
            }
        }
    }
}
