public import SessionCore

extension RedisStorage: Sweepable {
    /// Sweeps in steps of ``Limits/sweepBatch`` entries, so that other callers come between them.
    public func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int {
        let limit = min(max(limit, 1), SessionCore.Limits.sweepRecords)
        var count = 0
        while count < limit {
            let reply = try ScriptReply(
                await run(
                    .sweep, on: "d",
                    [
                        .instant(now), .integer(Int64(limit - count)), .retention(from: now),
                        .instant(now.advanced(by: .zero - SessionCore.Limits.feedRetention)),
                    ]))
            count += try reply.integer(0)
            guard try reply.integer(1) == 1 else { break }
        }
        return count
    }
}
