import Dispatch
import Logging
import SessionCore
import Synchronization

/// The one connection that writes, and the queue before it.
///
/// All that wait when a transaction begins, or come while it is open, share it: one commit, one sync. A write that finds
/// the writer idle is done by its caller where the durability needs no sync: there is no other thread to wake.
final class Writer: Sendable {
    let namespace: Int64
    let durability: Durability
    let busyTimeout: Duration
    let condition: Condition
    let checkpointer: Checkpointer
    let logger: Logger
    let board = Mutex(WriteBoard())
    let connection: Mutex<Connection?>
    /// Where groups are written; no task waits on a thread of its own while the disk is slow.
    let queue = DispatchQueue(label: "mooring.sqlite-storage.writing")
    /// How many transactions were committed.
    let commits = Atomic(0)
    /// Whether the end of the log may hold a transaction that its callers were not acknowledged.
    let isUnsettled = Atomic(false)
    /// Whether a write that settles the log waits or is being done.
    let isSettling = Atomic(false)
    /// Since when it has written without a pause, and when it last did.
    let writing = Mutex((since: ContinuousClock.now, last: ContinuousClock.now))

    init(
        _ connection: Connection, namespace: Int64, durability: Durability, busyTimeout: Duration,
        condition: Condition, checkpointer: Checkpointer, logger: Logger
    ) {
        self.connection = Mutex(connection)
        self.namespace = namespace
        self.durability = durability
        self.busyTimeout = busyTimeout
        self.condition = condition
        self.checkpointer = checkpointer
        self.logger = logger
    }

    /// Does a verb in a transaction, and answers when that is as durable as it was asked to be.
    func write<Outcome: Sendable>(
        bytes: Int = 0, _ verb: @escaping @Sendable (Transaction) throws(StoreFailure) -> Outcome
    ) async throws(StorageError) -> Outcome {
        try condition.check()
        if durability != .full, let answer = writeAlone(verb) { return try answer.get() }
        let result: Result<Outcome, StorageError> = await withCheckedContinuation { continuation in
            let job = WriteJob(deadline: .now + busyTimeout, bytes: bytes) { transaction throws(StoreFailure) in
                let changes = transaction.connection.changes
                do throws(StoreFailure) {
                    let outcome = try verb(transaction)
                    return { continuation.resume(returning: .success(outcome)) }
                } catch .refused(let error) where transaction.connection.changes == changes {
                    // There is nothing to undo: those beside it can keep what they did.
                    return { continuation.resume(returning: .failure(error)) }
                }
            } refuse: {
                continuation.resume(returning: .failure($0))
            }
            let step = board.withLock { $0.add(job) }
            if case .refuse(let error) = step { job.refuse(error) } else { follow(step) }
        }
        return try result.get()
    }

    /// Does a verb on the caller's own thread, or answers nothing when there is somebody to wait for.
    private func writeAlone<Outcome: Sendable>(
        _ verb: (Transaction) throws(StoreFailure) -> Outcome
    ) -> Result<Outcome, StorageError>? {
        guard !checkpointer.isOverdue, board.withLock({ $0.beginAlone() }) else { return nil }
        let answer = connection.withLock { connection -> Result<Outcome, StorageError>? in
            guard let connection else { return nil }
            do throws(StoreFailure) {
                breathe()
                connection.wait(milliseconds: 0)
                try connection.run(.begin)
            } catch {
                return error.isBusy ? nil : .failure(failed(error.undone))
            }
            return finishAlone(verb, over: connection)
        }
        follow(board.withLock { $0.endAlone() })
        return answer
    }

    private func finishAlone<Outcome: Sendable>(
        _ verb: (Transaction) throws(StoreFailure) -> Outcome, over connection: Connection
    ) -> Result<Outcome, StorageError> {
        let outcome: Outcome
        do throws(StoreFailure) {
            outcome = try verb(Transaction(connection: connection, namespace: namespace))
        } catch {
            rollBack(connection)
            return .failure(failed(error.undone))
        }
        do throws(StoreFailure) {
            try commit(connection)
            return .success(outcome)
        } catch {
            rollBack(connection)
            return .failure(failed(error.committing))
        }
    }

    // MARK: For the groups

    func follow(_ step: WriteBoard.Step) {
        switch step {
        case .none, .refuse: break
        case .drain: queue.async { self.drain() }
        case .finish(let actions): queue.async { for action in actions { action() } }
        }
    }

    func commit(_ connection: Connection) throws(StoreFailure) {
        // One that changes nothing would write nothing, and settle nothing.
        if isUnsettled.load(ordering: .relaxed) {
            try Transaction(connection: connection, namespace: namespace).writeNothing()
        }
        try connection.run(.commit)
        isUnsettled.store(false, ordering: .relaxed)
        commits.wrappingAdd(1, ordering: .relaxed)
        writing.withLock { $0.last = .now }
        checkpointer.wrote(logPages: connection.logPages)
    }

    func rollBack(_ connection: Connection) {
        guard connection.isInTransaction else { return }
        do throws(StoreFailure) {
            try connection.run(.rollback)
        } catch {
            logger.error("A transaction could not be undone.", metadata: ["error": "\(error.undone)"])
        }
    }

    /// What to tell callers, after what it means for the store was looked at.
    func failed(_ error: StorageError) -> StorageError {
        condition.meet(error)
        if error.code == .unknown {
            isUnsettled.store(true, ordering: .relaxed)
            settleLog()
        }
        return error
    }

    /// A transaction whose commit failed may still lie whole at the end of the log, where a crash would bring it back long
    /// after its callers looked. The next transaction is written over it, so one is made that changes nothing.
    ///
    /// It is tried once for each failure of others: where the disk goes on failing, the next write of a caller settles.
    private func settleLog() {
        guard !isSettling.exchange(true, ordering: .relaxed) else { return }
        let job = WriteJob(deadline: .now + busyTimeout, bytes: 0) { _ throws(StoreFailure) in
            { self.isSettling.store(false, ordering: .relaxed) }
        } refuse: { _ in
            self.isSettling.store(false, ordering: .relaxed)
        }
        let step = board.withLock { $0.add(job) }
        if case .refuse(let error) = step { job.refuse(error) } else { follow(step) }
    }
}
