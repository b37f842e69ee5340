public import SessionCore

extension SQLiteStorage: Sweepable {
    public func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int {
        let limit = min(max(limit, 1), SessionCore.Limits.sweepRecords)
        while true {
            let part = try await writer.write { transaction throws(StoreFailure) in
                try transaction.sweep(limit: limit, at: now)
            }
            // One that met only sessions which were touched, or epochs that ended none, will not meet them again. It gives
            // way to others between.
            if part.count > 0 || !part.hasMore { return part.count }
        }
    }
}
