import Dispatch
import Glibc
import SessionCore
import Synchronization

extension Writer {
    /// Writes one group after another until nobody waits.
    func drain() {
        gather()
        let group = board.withLock { $0.take(Limits.groupWrites) }
        if !group.isEmpty {
            connection.withLock { connection in
                guard let connection else {
                    for job in group { job.refuse(StorageError(.unavailable, "the sessions' database is closed")) }
                    return
                }
                write(group, over: connection)
            }
        }
        follow(board.withLock { $0.next() })
    }

    /// Leaves those a moment to come back who were just answered, so that they share a sync and not every second one.
    private func gather() {
        guard durability == .full else { return }
        let end = ContinuousClock.now + Limits.gatheringPause
        while board.withLock({ $0.count < $0.expected }), ContinuousClock.now < end { sched_yield() }
    }

    private func write(_ group: [WriteJob], over connection: Connection) {
        if checkpointer.isOverdue { checkpointer.catchUp(over: connection) }
        guard begin(group, over: connection) else { return }
        var done: [(job: WriteJob, answer: @Sendable () -> Void)] = []
        var more = group
        do throws(StoreFailure) {
            let transaction = Transaction(connection: connection, namespace: namespace)
            while !more.isEmpty {
                while let job = more.first {
                    done.append((job, try job.perform(transaction)))
                    more.removeFirst()
                }
                more = board.withLock { $0.take(Limits.groupWrites - done.count) }
            }
        } catch {
            rollBack(connection)
            // One of them has failed, and the others must not for its sake: each gets a transaction of its own.
            return writeApart(done.map(\.job) + more, after: error, over: connection)
        }
        do throws(StoreFailure) {
            try commit(connection)
        } catch {
            rollBack(connection)
            let refusal = failed(error.committing)
            for (job, _) in done { job.refuse(refusal) }
            return
        }
        board.withLock { $0.wrote(done.count) }
        for (_, answer) in done { answer() }
    }

    /// Begins a transaction; false when that failed and the group was told, or put back where it has time left.
    private func begin(_ group: [WriteJob], over connection: Connection) -> Bool {
        do throws(StoreFailure) {
            try condition.checkDamage()
            let patience = (group.map(\.deadline).min() ?? .now) - .now
            breathe()
            try beginInTurn(connection, within: patience)
            connection.wait(milliseconds: max(0, Int(patience / .milliseconds(1))))
            return true
        } catch {
            let refusal = failed(error.undone)
            let now = ContinuousClock.now
            let patient = error.isBusy ? group.filter { $0.deadline > now } : []
            for job in group where !error.isBusy || job.deadline <= now { job.refuse(refusal) }
            board.withLock { $0.putBack(patient) }
            return false
        }
    }

    /// Begins as soon as no other process writes. It looks often: the library's own waiting, which looks ever less often,
    /// would miss the moments in which one that writes without end draws breath.
    private func beginInTurn(_ connection: Connection, within patience: Duration) throws(StoreFailure) {
        let end = ContinuousClock.now + patience
        connection.wait(milliseconds: 0)
        while true {
            do throws(StoreFailure) {
                return try connection.run(.begin)
            } catch {
                guard error.isBusy, ContinuousClock.now < end else { throw error }
                usleep(Limits.turnMicroseconds)
            }
        }
    }

    /// Leaves the file to other processes for a moment, where this one has written for long without a pause.
    func breathe() {
        let now = ContinuousClock.now
        let isDue = writing.withLock { writing in
            if now - writing.last > Limits.breath { writing.since = now }
            guard now - writing.since >= Limits.breathEvery else { return false }
            writing.since = now
            return true
        }
        if isDue { usleep(UInt32(Limits.breath / .microseconds(1))) }
    }

    private func writeApart(_ jobs: [WriteJob], after failure: StoreFailure, over connection: Connection) {
        if jobs.count == 1 { return jobs[0].refuse(failed(failure.undone)) }
        for job in jobs {
            guard begin([job], over: connection) else { continue }
            let answer: @Sendable () -> Void
            do throws(StoreFailure) {
                answer = try job.perform(Transaction(connection: connection, namespace: namespace))
            } catch {
                rollBack(connection)
                job.refuse(failed(error.undone))
                continue
            }
            do throws(StoreFailure) {
                try commit(connection)
                answer()
            } catch {
                rollBack(connection)
                job.refuse(failed(error.committing))
            }
        }
    }
}

extension Condition {
    /// As ``check()``, for a write that was taken: those are finished also while the store is being closed.
    func checkDamage() throws(StoreFailure) {
        do throws(StorageError) {
            try check()
        } catch {
            if error.code == .corrupt { throw .refused(error) }
        }
    }
}
