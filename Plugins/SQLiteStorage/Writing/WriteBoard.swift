import DequeModule
import SessionCore

/// Who waits for the writer, and whether somebody is at it.
struct WriteBoard: Sendable {
    private var pending = Deque<WriteJob>()
    private var pendingBytes = 0
    private var isWriting = false
    private var isClosed = false
    /// What to do when the writer has finished and nobody waits: the closing.
    private var finishing: [@Sendable () -> Void] = []
    /// How many writes the last group had, and how many came while it was written.
    private(set) var expected = 0

    /// What is to be done after a change of the board.
    enum Step: Sendable {
        /// Nothing: somebody else goes on.
        case none
        /// Begin to write what waits.
        case drain
        /// The last has been written.
        case finish([@Sendable () -> Void])
        /// There is no place.
        case refuse(StorageError)
    }

    /// Whether nobody is at the writer.
    var isIdle: Bool { !isWriting }
    var count: Int { pending.count }

    /// Takes the writer for one write, if nobody has it and nobody waits.
    mutating func beginAlone() -> Bool {
        guard !isWriting, !isClosed, pending.isEmpty else { return false }
        isWriting = true
        return true
    }

    /// Gives the writer back after one write.
    mutating func endAlone() -> Step {
        pending.isEmpty ? settle() : .drain
    }

    mutating func add(_ job: WriteJob) -> Step {
        guard !isClosed else { return .refuse(StorageError(.unavailable, "the sessions' database is closed")) }
        guard pending.count < Limits.queuedWrites, pendingBytes + job.bytes <= Limits.queuedBytes || pending.isEmpty
        else {
            return .refuse(
                StorageError(.unavailable, "too many writes wait for the sessions' database; nothing was changed"))
        }
        pending.append(job)
        pendingBytes += job.bytes
        guard !isWriting else { return .none }
        isWriting = true
        return .drain
    }

    /// Takes what waits, at most so many.
    mutating func take(_ limit: Int) -> [WriteJob] {
        let taken = Array(pending.prefix(limit))
        pending.removeFirst(taken.count)
        pendingBytes -= taken.reduce(0) { $0 + $1.bytes }
        return taken
    }

    /// Puts back, before all others, what still has time to wait.
    mutating func putBack(_ jobs: [WriteJob]) {
        pending.prepend(contentsOf: jobs)
        pendingBytes += jobs.reduce(0) { $0 + $1.bytes }
    }

    /// A group was written; its callers are expected back, beside those who wait already.
    mutating func wrote(_ callers: Int) {
        expected = min(callers + pending.count, Limits.groupWrites)
    }

    /// After a group: whether to go on.
    mutating func next() -> Step {
        pending.isEmpty ? settle() : .drain
    }

    /// Takes no more writes, and does something when the last one is written.
    mutating func close(_ finish: @escaping @Sendable () -> Void) -> Step {
        isClosed = true
        guard isWriting else { return .finish([finish]) }
        finishing.append(finish)
        return .none
    }

    private mutating func settle() -> Step {
        isWriting = false
        guard !finishing.isEmpty else { return .none }
        defer { finishing = [] }
        return .finish(finishing)
    }
}
