public import SessionCore
import Synchronization

extension FileStorage: Sweepable {
    /// A part at a time, each with a write of its own: loads wait for no more than that.
    ///
    /// Where a later part cannot be written, what the earlier ones did is answered, and the next sweep meets the failure.
    public func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int {
        let limit = min(max(limit, 1), SessionCore.Limits.sweepRecords)
        var count = 0
        while count < limit {
            let part = min(limit - count, SessionCore.Limits.sweepPart)
            do throws(StorageError) {
                let swept = try await write(at: now, isTrimming: true) { table throws(StorageError) in
                    table.sweep(limit: part, at: now)
                }
                count += swept
                if swept < part {
                    try await trimFeed(at: now)
                    break
                }
            } catch {
                if count == 0 { throw error }
                return count
            }
        }
        return count
    }

    /// Has the feed forget what it has kept long enough, when a sweep has come to its end.
    private func trimFeed(at now: Timestamp) async throws(StorageError) {
        for _ in 0..<Limits.trimmedParts {
            guard board.withLock({ $0.feed.trimmable(limit: 1, at: now) }) != nil else { return }
            _ = try await write(at: now, isTrimming: true) { _ throws(StorageError) in SessionDecision(0) }
        }
    }
}
