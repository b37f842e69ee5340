import Dispatch
import Logging
import SessionCore
import Synchronization

/// How the log is kept from growing: what is stored is copied to a new segment while writes go on in another.
///
/// The copy may hold changes that are later than its beginning. Those are in the log behind it as well and each says
/// what then is, not what to add, so that reading them again leads to the same table. What is stored is walked through in
/// the order of its keys, a little at a time: nobody waits for more than ``Limits/compactionRecords`` to be copied.
extension FileStorage {
    /// Begins a compaction when more than half of the log is of no use, and it is worth it.
    func compactIfDue() {
        let isDue = board.withLock { board in
            guard case .open = board.condition, !board.isCompacting, board.logBytes > board.compactionBytes,
                board.logBytes > 2 * board.liveBytes
            else { return false }
            board.isCompacting = true
            return true
        }
        if isDue { compacting.async { self.compact() } }
    }

    private func compact() {
        var isPublished = false
        do throws(SystemFailure) {
            isPublished = try copyWhatIsStored()
            board.withLock { $0.compactionBytes = Limits.compactionBytes }
        } catch {
            report(error, "The log of sessions could not be compacted; it is tried again when it has grown")
            board.withLock { $0.compactionBytes = $0.logBytes + $0.logBytes / 2 }
        }
        board.withLock { $0.isCompacting = false }
        // What came meanwhile may be worth another one, and nothing else may ever be written.
        if isPublished { compactIfDue() }
    }

    /// Returns whether the log is now the copy and what came after its beginning.
    private func copyWhatIsStored() throws(SystemFailure) -> Bool {
        if durability != .full { try synchronizeBesideWrites() }
        guard let start = try writing.sync(execute: { beginning() }).get() else { return false }
        var isPublished = false
        do throws(SystemFailure) {
            var snapshot = try Snapshot(start.number, salt: start.salt, in: directory)
            try copyEpochs(to: &snapshot)
            try copyFeed(upTo: start.feedEnd, to: &snapshot)
            try copyEntries(to: &snapshot)
            try snapshot.finish()
            if writing.sync(execute: { isWhole(start) }) {
                // What was copied, and then changed or moved past the walk, may be nowhere but in the log behind the copy.
                if durability != .full { try synchronizeBesideWrites() }
                try snapshot.publish(in: directory, replacing: false)
                isPublished = writing.sync { takeOver(start, bytes: snapshot.length) }
            }
        } catch {
            try? directory.remove(SegmentName.unfinished(start.number))
            throw error
        }
        // Not on the writing queue: a file system takes its time to give back a large file.
        if isPublished {
            try LogRewrite.removeSegments(before: start.number, in: directory)
        } else {
            try directory.remove(SegmentName.unfinished(start.number))
        }
        return isPublished
    }

    private func copyEpochs(to snapshot: inout Snapshot) throws(SystemFailure) {
        var cursor: EpochOwner?
        repeat {
            let part = board.withLock { board in
                let part = board.epochs(after: cursor, limit: Limits.compactionRecords)
                board.largestCopy = max(board.largestCopy, part.owners.count)
                board.forget(part.owners)
                return part
            }
            for (principal, instant) in part.entries {
                try snapshot.add([.change(.epochRaised(principal, to: instant))])
            }
            cursor = part.owners.last
        } while cursor != nil
    }

    /// Events that come later are in the log behind the snapshot.
    private func copyFeed(upTo end: FeedPosition, to snapshot: inout Snapshot) throws(SystemFailure) {
        let first = board.withLock { $0.feed.feed.dropped }
        try snapshot.add([.feedBegins(first)])
        var position = first
        while position < end {
            let page = board.withLock { board in
                let page = board.feed.feed.page(after: position, limit: Limits.compactionRecords)
                board.largestCopy = max(board.largestCopy, page.events.count)
                return page
            }
            guard !page.events.isEmpty else { break }
            try snapshot.add(page.events.map { .event($0) })
            position = page.next
        }
        let dropped = board.withLock { $0.feed.feed.dropped }
        // What was dropped on the way may be half copied.
        if dropped > first { try snapshot.add([.feedTrimmed(dropped)]) }
    }

    private func copyEntries(to snapshot: inout Snapshot) throws(SystemFailure) {
        var cursor: SessionKey?
        repeat {
            let part = board.withLock { board in
                let part = board.entries(after: cursor, limit: Limits.compactionRecords)
                board.largestCopy = max(board.largestCopy, part.count)
                return board.condition.isOpen ? part : []
            }
            for (key, stored) in part { try snapshot.add(key, stored) }
            cursor = part.last?.key
        } while cursor != nil
    }

    /// What a compaction begins with.
    private struct Beginning {
        let number: UInt64
        let salt: UInt32
        let undoings: Int
        let feedEnd: FeedPosition
    }

    /// The first step, on the writing queue: no group is between the log and the table, so that what the segments before
    /// the new one hold is among what is copied.
    private func beginning() -> Result<Beginning?, SystemFailure> {
        do throws(SystemFailure) {
            guard let (number, salt) = try startSegment() else { return .success(nil) }
            return .success(
                board.withLock { board in
                    Beginning(
                        number: number, salt: salt, undoings: board.undoings, feedEnd: board.feed.feed.last)
                })
        } catch {
            repairIfNeeded("its end may not be on the disk")
            return .failure(error)
        }
    }

    /// Has writes go on in a new segment, and leaves the number before its own for the snapshot.
    private func startSegment() throws(SystemFailure) -> (snapshot: UInt64, salt: UInt32)? {
        try tail.withLock { tail throws(SystemFailure) in
            guard let number = tail?.number, let salt = tail?.salt, tail?.isSound == true else { return nil }
            // A loss of power must not leave a later segment without the end of an earlier one.
            if durability != .full { try tail?.synchronize() }
            tail = try LogTail(number + 2, .changes, salt: salt, in: directory)
            return (number + 1, salt)
        }
    }

    /// Whether all that was copied is in the log and was not undone, on the writing queue.
    ///
    /// It stays so: what comes later is not in the copy.
    private func isWhole(_ start: Beginning) -> Bool {
        drain()
        return board.withLock { $0.condition.isOpen && $0.undoings == start.undoings }
    }

    /// The last step, on the writing queue: the log is now the copy and what came after its beginning.
    ///
    /// The copy got its name beside the writes. Where the log was written anew meanwhile, that counts and not the copy.
    private func takeOver(_ start: Beginning, bytes: Int) -> Bool {
        let length = tail.withLock { $0?.number == start.number + 1 ? $0?.length : nil }
        guard let length else {
            do throws(SystemFailure) {
                try directory.remove(SegmentName.log(start.number))
            } catch {
                report(error, "A copy of the log that is of no use could not be removed")
            }
            return false
        }
        board.withLock { $0.logBytes = bytes + length }
        logger.debug("The log of sessions was compacted", metadata: ["bytes": "\(bytes)"])
        return true
    }

    /// Puts on stable storage what was written so far while writes go on, so that little is left for when they wait.
    private func synchronizeBesideWrites() throws(SystemFailure) {
        let file = try tail.withLock { tail throws(SystemFailure) in try tail?.duplicate() }
        do throws(SystemFailure) {
            try file?.synchronizeData()
        } catch {
            writing.sync {
                tail.withLock { $0?.doubt() }
                repairIfNeeded("its end may not be on the disk")
            }
            throw error
        }
    }
}
