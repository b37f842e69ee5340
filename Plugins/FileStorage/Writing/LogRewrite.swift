import SessionCore

/// Writes the log anew while nothing else writes it, and removes what a new one has replaced.
enum LogRewrite {
    /// Writes and publishes a snapshot; returns its size in bytes.
    ///
    /// - Parameter isRetry: whether an earlier try may have left one of the same number.
    static func snapshot(
        _ number: UInt64, salt: UInt32, of table: SessionTable, _ feed: StoredFeed, replacing isRetry: Bool,
        in directory: borrowing StoreDirectory
    ) throws(SystemFailure) -> Int {
        do throws(SystemFailure) {
            var snapshot = try Snapshot(number, salt: salt, in: directory)
            for (principal, instant) in table.epochs {
                try snapshot.add([.change(.epochRaised(principal, to: instant))])
            }
            try snapshot.add([.feedBegins(feed.feed.dropped)])
            for event in feed.feed.events { try snapshot.add([.event(event)]) }
            for (key, stored) in table.entries { try snapshot.add(key, stored) }
            try snapshot.finish()
            try snapshot.publish(in: directory, replacing: isRetry)
            return snapshot.length
        } catch {
            try? directory.remove(SegmentName.unfinished(number))
            throw error
        }
    }

    /// Removes the segments that a snapshot has replaced.
    static func removeSegments(before number: UInt64, in directory: borrowing StoreDirectory) throws(SystemFailure) {
        for name in try directory.names() {
            guard let other = SegmentName.number(of: name), other < number else { continue }
            try directory.remove(name)
        }
    }
}
