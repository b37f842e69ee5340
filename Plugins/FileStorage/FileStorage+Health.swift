import Dispatch
public import SessionCore
import Synchronization

extension FileStorage: HealthCheckable {
    public func checkHealth(at now: Timestamp) async throws(StorageError) -> StorageHealth {
        guard recovery.damagedPlaces == 0 else {
            throw StorageError(
                .corrupt,
                "part of the log in \(directory.path) could not be read when it was opened; what could be is served. "
                    + "Look into quarantine/, end again what was ended lately, then start anew")
        }
        let failure: StorageError? = await withCheckedContinuation { continuation in
            writing.async { continuation.resume(returning: self.makeRoundTrip()) }
        }
        if let failure { throw failure }
        return health()
    }

    /// Writes into the log what a group would, puts it on the disk and reads it back; then the same with a file of its
    /// own, as a compaction needs one.
    private func makeRoundTrip() -> StorageError? {
        drain()
        if let refusal = board.withLock({ $0.refusal ?? ($0.isAnythingUncertain ? Board.uncertainty : nil) }) {
            return refusal
        }
        var frames = ChangeWriter.markFrames
        var failure: LogTail.Failure?
        let read = tail.withLock { tail -> [UInt8]? in
            do throws(LogTail.Failure) {
                try tail?.append(&frames, isSynchronous: true, isMark: true)
            } catch {
                failure = error
                return nil
            }
            let start = (tail?.length ?? 0) - frames.count
            return try? tail?.readBack(frames.count, at: start)
        }
        switch failure {
        case .undone(let failure):
            repairIfNeeded()
            return failure.undone
        case .unknown(let failure):
            leaveUnknown(failure, bytes: 0)
            return StorageError(.unavailable, "the log of sessions cannot be put on the disk (\(failure.text))")
        case nil: break
        }
        board.withLock { $0.logBytes += frames.count }
        guard read == frames else {
            return StorageError(.corrupt, "the log in \(directory.path) does not hold what was just written to it")
        }
        return makeFile()
    }

    private func makeFile() -> StorageError? {
        let content = Array("mooring\n".utf8)
        do throws(SystemFailure) {
            try directory.remove(SegmentName.canary)
            let file = try directory.create(SegmentName.canary)
            try file.write(content, at: 0)
            try file.synchronizeData()
            file.forget(content.count, at: 0)
            let read = try file.read(content.count, at: 0)
            try directory.remove(SegmentName.canary)
            guard read == content else {
                return StorageError(.corrupt, "\(directory.path) does not give back what was just written there")
            }
            return nil
        } catch {
            try? directory.remove(SegmentName.canary)
            return error.undone
        }
    }

    private func health() -> StorageHealth {
        var health = board.withLock { board in
            StorageHealth(facts: [
                "durability": durability.rawValue, "entries": "\(board.table.entries.count)",
                "events": "\(board.feed.feed.events.count)", "log bytes": "\(board.logBytes)",
                "live bytes": "\(board.liveBytes)", "format": "\(SegmentHeader.version)",
            ])
        }
        // At the other levels only a compaction waits for the disk.
        if durability == .full { health.facts["syncs"] = "\(syncs.load(ordering: .relaxed))" }
        let needed = board.withLock { $0.liveBytes }
        if let free = try? directory.freeBytes() {
            health.facts["free bytes"] = "\(free)"
            if free < needed {
                health.warnings.append(
                    "The disk has less room than a compaction of the log needs; free \(needed - free) bytes or more")
            }
        }
        if !recovery.quarantined.isEmpty {
            health.warnings.append("Files were set aside in quarantine/ when the store was opened; look at them")
        }
        return health
    }
}
