import Dispatch
import SessionCore
import Synchronization

extension FileStorage {
    /// Decides on a write, and answers when it is as durable as it was asked to be.
    func write<Outcome: Sendable>(
        at now: Timestamp, isTrimming: Bool = false,
        _ rule: (inout SessionTable) throws(StorageError) -> SessionDecision<Outcome>
    ) async throws(StorageError) -> Outcome {
        try await enter { $0.write(at: now, isTrimming: isTrimming, rule, waiter: $1) }
    }

    /// Has a call take its place on the board, and answers when it is as durable as it was asked to be.
    func enter<Outcome: Sendable>(
        _ take: (inout Board, (Outcome) -> WriteGroup.Waiter) -> Board.Entry<Outcome>
    ) async throws(StorageError) -> Outcome {
        let result: Result<Outcome, StorageError> = await withCheckedContinuation { continuation in
            let entry = board.withLock { board in
                take(&board) { outcome in
                    { continuation.resume(returning: $0.map { .failure($0) } ?? .success(outcome)) }
                }
            }
            startWriting(entry)
            if let answer = entry.answer { continuation.resume(returning: answer) }
        }
        return try result.get()
    }

    /// Looks at the table, and answers when all that the answer rests on is in the log.
    func read<Outcome: Sendable>(
        _ key: SessionKey?, _ look: (Board) -> Outcome
    ) async throws(StorageError) -> Outcome {
        while true {
            // Most reads come upon nothing under way: those need no continuation.
            if let answer = board.withLock({ $0.answer(key, look) }) { return try answer.get() }
            let result: Result<Outcome, StorageError> = await withCheckedContinuation { continuation in
                let entry = board.withLock { board in
                    board.read(key, look) { outcome in
                        { continuation.resume(returning: $0.map { .failure($0) } ?? .success(outcome)) }
                    }
                }
                if let answer = entry.answer { continuation.resume(returning: answer) }
            }
            // What it rested on was undone: look again. It ends, because whatever is uncertain is answered at once.
            if case .success(let outcome) = result { return outcome }
        }
    }

    private func startWriting<Outcome>(_ entry: Board.Entry<Outcome>) {
        if entry.answer != nil {
            if entry.beginsGroup { drainLater() }
        } else if entry.beginsGroup || entry.completesGroup || durability == .none {
            writing.async { self.drainWhenGathered() }
        }
    }

    func drainLater(_ pause: Duration = Limits.flushPause) {
        writing.asyncAfter(deadline: .now() + .milliseconds(Int(pause / .milliseconds(1)))) { self.drain() }
    }
}
