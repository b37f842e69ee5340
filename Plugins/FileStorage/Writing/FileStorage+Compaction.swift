import Dispatch
import Logging
import SessionCore
import Synchronization

/// How the log is kept from growing: what is stored is copied to a new segment while writes go on in another.
///
/// The copy may hold changes that are later than its beginning. Those are in the log behind it as well and each says
/// what then is, not what to add, so that reading them again leads to the same table.
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
        do throws(SystemFailure) {
            try copyWhatIsStored()
            board.withLock { $0.compactionBytes = Limits.compactionBytes }
        } catch {
            report(error, "The log of sessions could not be compacted; it is tried again when it has grown")
            board.withLock { $0.compactionBytes = $0.logBytes + $0.logBytes / 2 }
        }
        board.withLock { $0.isCompacting = false }
    }

    private func copyWhatIsStored() throws(SystemFailure) {
        guard let start = try writing.sync(execute: { beginning() }).get() else { return }
        let (number, keys) = (start.number, start.keys)
        do throws(SystemFailure) {
            var snapshot = try Snapshot(number, salt: start.salt, in: directory)
            try snapshot.add(start.epochs)
            for start in stride(from: 0, to: keys.count, by: Limits.compactionRecords) {
                let part = keys[start..<min(start + Limits.compactionRecords, keys.count)]
                for (key, stored) in board.withLock({ board in part.map { ($0, board.table.entries[$0]) } }) {
                    if let stored { try snapshot.add(key, stored) }
                }
                guard board.withLock({ $0.condition.isOpen }) else { break }
            }
            try snapshot.finish()
            try writing.sync { publishing(snapshot, number, unless: start.undoings) }.get()
        } catch {
            try? directory.remove(SegmentName.unfinished(number))
            throw error
        }
    }

    /// What a compaction begins with.
    private struct Beginning {
        let number: UInt64
        let salt: UInt32
        let undoings: Int
        let keys: [SessionKey]
        let epochs: [Principal: Timestamp]
    }

    /// The first step, on the writing queue: no group is between the log and the table, so that what the segments before
    /// the new one hold is among what is copied.
    private func beginning() -> Result<Beginning?, SystemFailure> {
        do throws(SystemFailure) {
            guard let (number, salt) = try startSegment() else { return .success(nil) }
            return .success(
                board.withLock { board in
                    Beginning(
                        number: number, salt: salt, undoings: board.undoings, keys: Array(board.table.entries.keys),
                        epochs: board.table.epochs)
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

    /// A queue passes on what a block returns, but not the type of what it throws.
    private func publishing(
        _ snapshot: borrowing Snapshot, _ number: UInt64, unless undoings: Int
    ) -> Result<Void, SystemFailure> {
        do throws(SystemFailure) {
            return .success(try publish(snapshot, number, unless: undoings))
        } catch {
            return .failure(error)
        }
    }

    /// The last step, on the writing queue: what was copied must be in the log first, and not have been undone.
    private func publish(
        _ snapshot: borrowing Snapshot, _ number: UInt64, unless undoings: Int
    ) throws(SystemFailure) {
        drain()
        guard board.withLock({ $0.condition.isOpen && $0.undoings == undoings }) else {
            try directory.remove(SegmentName.unfinished(number))
            return
        }
        try snapshot.publish(in: directory, replacing: false)
        let length = tail.withLock { $0?.length ?? 0 }
        board.withLock { $0.logBytes = snapshot.length + length }
        try LogRewrite.removeSegments(before: number, in: directory)
        logger.debug("The log of sessions was compacted", metadata: ["bytes": "\(snapshot.length)"])
    }
}
