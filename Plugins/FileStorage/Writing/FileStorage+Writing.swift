import Dispatch
import Logging
import SessionCore
import Synchronization

/// What happens on the writing queue.
extension FileStorage {
    /// Writes the group that was filled once it is worth a sync.
    func drainWhenGathered() {
        let now = ContinuousClock.now
        let pause = board.withLock { $0.gathering.pause(callers: $0.filling.waiters.count, at: now) }
        guard let pause else { return drain() }
        writing.asyncAfter(deadline: .now() + .microseconds(Int(pause / .microseconds(1)) + 1)) { self.drain() }
    }

    /// Writes the group that was filled, and tells its callers.
    func drain() {
        let start = ContinuousClock.now
        guard var frames = board.withLock({ $0.take() }) else { return }
        let bytes = frames.count
        let failure = tail.withLock { tail -> LogTail.Failure? in
            do throws(LogTail.Failure) {
                guard !frames.isEmpty else { return nil }
                try tail?.append(&frames, isSynchronous: durability == .full)
                if durability == .full { syncs.wrappingAdd(1, ordering: .relaxed) }
                return nil
            } catch {
                return error
            }
        }
        switch failure {
        case nil:
            succeed(bytes: bytes, since: start)
            compactIfDue()
        case .undone(let failure):
            reportOnce(failure)
            if durability == .none { keep(frames) } else { undo(failure) }
        case .unknown(let failure):
            report(failure, "Whether sessions were written is not known")
            leaveUnknown(failure, bytes: bytes)
        }
    }

    private func succeed(bytes: Int, since start: ContinuousClock.Instant) {
        let now = ContinuousClock.now
        let waiters = board.withLock { board in
            let waiters = board.succeed(bytes: bytes)
            if durability == .full {
                let waiting = board.filling.waiters.count
                board.gathering.wrote(callers: waiters.count, waiting: waiting, in: now - start, at: now)
            }
            return waiters
        }
        for waiter in waiters { waiter(nil) }
        markLater()
    }

    /// Callers were answered at once: the frames are kept and tried again.
    private func keep(_ frames: [UInt8]) {
        for waiter in board.withLock({ $0.putBack(frames) }) { waiter(nil) }
        repairIfNeeded()
        drainLater(Limits.repairPause)
    }

    private func undo(_ failure: SystemFailure) {
        for waiter in board.withLock({ $0.undo() }) { waiter(failure.undone) }
        repairIfNeeded()
    }

    func leaveUnknown(_ failure: SystemFailure, bytes: Int) {
        let (undone, unknown) = board.withLock { board in
            board.condition = board.condition.failing(failure.text)
            return (board.undoFilling(), board.leaveUnknown(bytes: bytes))
        }
        for waiter in undone { waiter(failure.undone) }
        let error = StorageError(
            .unknown, "whether it was written is not known: load it, and try again by version (\(failure.text))")
        for waiter in unknown { waiter(error) }
        repair()
    }

    /// After a write whose remains could not be cut off nothing may be appended either.
    func repairIfNeeded(_ reason: String = "its end could not be cut") {
        guard tail.withLock({ $0?.isSound == false }) else { return }
        let undone = board.withLock { board in
            board.condition = board.condition.failing(reason)
            return durability == .none ? [] : board.undoFilling()
        }
        for waiter in undone { waiter(Board.congestion) }
        repair()
    }

    /// Writes all that is stored into new segments, so that it does not matter what the failing one holds.
    ///
    /// Writes are refused until it succeeds; it is tried again after a pause.
    private func repair() {
        guard board.withLock({ $0.condition.isFailing }) else { return }
        do throws(SystemFailure) {
            let bytes = try rewrite()
            board.withLock { $0.becomeCertain(bytes: bytes) }
            logger.notice("The log of sessions was written anew and takes writes again")
        } catch {
            report(error, "The log of sessions could not be written anew; it is tried again")
            let pause = Int(Limits.repairPause / .milliseconds(1))
            writing.asyncAfter(deadline: .now() + .milliseconds(pause)) { [weak self] in self?.repair() }
        }
    }

    private func rewrite() throws(SystemFailure) -> Int {
        let (table, feed) = board.withLock { ($0.table, $0.feed) }
        let last = tail.withLock { tail -> (UInt64, UInt32)? in
            guard let number = tail?.number, let salt = tail?.salt else { return nil }
            return (number, salt)
        }
        guard let (number, salt) = last else { return 0 }
        let bytes = try LogRewrite.snapshot(
            number + 1, salt: salt, of: table, feed, replacing: true, in: directory)
        let next = try LogTail(number + 2, .changes, salt: salt, in: directory)
        let length = next.length
        replaceTail(with: next)
        try LogRewrite.removeSegments(before: number + 1, in: directory)
        return bytes + length
    }

    func replaceTail(with next: consuming LogTail) {
        var next: LogTail? = consume next
        tail.withLock { $0 = next.take() }
    }

    /// Every write may fail while a disk is full: only the first of a row is reported.
    private func reportOnce(_ failure: SystemFailure) {
        let isFirst = board.withLock { board in
            defer { board.isFailureReported = true }
            return !board.isFailureReported
        }
        if isFirst { report(failure, "Sessions cannot be written") }
    }

    func report(_ failure: SystemFailure, _ sentence: Logger.Message) {
        logger.error(sentence, metadata: ["path": "\(directory.path)", "error": "\(failure.text)"])
    }
}
