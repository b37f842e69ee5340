public import SessionCore

extension RedisStorage: ChangeFeed {
    public func events(after position: FeedPosition, limit: Int) async throws(StorageError) -> FeedPage {
        let limit = min(max(limit, 1), SessionCore.Limits.pageRecords)
        let reply = try ScriptReply(
            await run(.events, on: "f", [.text(String(position.number)), .integer(Int64(limit))]))
        var events: [FeedEvent] = []
        for index in stride(from: 1, to: reply.count, by: 2) {
            guard let number = UInt64(try reply.text(index)) else { throw ScriptReply.strange }
            events.append(try StoredEvent.event(reply.bytes(index + 1), position: FeedPosition(number)))
        }
        guard let dropped = UInt64(try reply.text(0)) else { throw ScriptReply.strange }
        return FeedPage(
            events: events, next: events.last?.position ?? position, isMissing: position < FeedPosition(dropped))
    }
}
