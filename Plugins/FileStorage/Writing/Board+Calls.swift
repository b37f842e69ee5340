import SessionCore

extension Board {
    /// What a call comes to.
    struct Entry<Outcome: Sendable>: Sendable {
        /// The answer, or nothing when the waiter will be told.
        let answer: Result<Outcome, StorageError>?
        /// Whether the call began a group, so that a write must be set in motion.
        var beginsGroup = false
        /// Whether the call was the last of those that the group waited for.
        var completesGroup = false
    }

    static let closed = StorageError(.unavailable, "the store is closed")
    static let congestion = StorageError(.unavailable, "too much waits for the disk; nothing was changed")
    static let uncertainty = StorageError(.unavailable, "what was written last may not be on the disk; try again")

    /// Decides on a write, and has its caller told when the log holds it.
    ///
    /// An answer without a change waits as well: it rests on what is under way.
    mutating func write<Outcome: Sendable>(
        _ rule: (inout SessionTable) throws(StorageError) -> SessionDecision<Outcome>,
        waiter: (Outcome) -> WriteGroup.Waiter
    ) -> Entry<Outcome> {
        if let refusal { return Entry(answer: .failure(refusal)) }
        let decision: SessionDecision<Outcome>
        do throws(StorageError) {
            decision = try rule(&table)
        } catch {
            return Entry(answer: .failure(error))
        }
        guard !decision.changes.isEmpty else {
            if isSettled || isAnsweredAtOnce { return Entry(answer: .success(decision.outcome)) }
            wait(waiter(decision.outcome))
            return Entry(answer: nil)
        }
        guard filling.frames.bytes.count < Limits.pendingBytes else { return Entry(answer: .failure(Board.congestion)) }
        let beginsGroup = filling.isEmpty
        submit(decision.changes)
        if isAnsweredAtOnce, filling.frames.bytes.count < Limits.pendingBytes / 2 {
            return Entry(answer: .success(decision.outcome), beginsGroup: beginsGroup)
        }
        wait(waiter(decision.outcome))
        let completesGroup = filling.waiters.count == gathering.expected
        return Entry(answer: nil, beginsGroup: beginsGroup, completesGroup: completesGroup)
    }

    /// Looks at the table, if the answer rests on nothing that is under way.
    ///
    /// - Parameter key: the key that the answer is about, or nothing when it is about any number of them.
    func answer<Outcome>(_ key: SessionKey?, _ look: (SessionTable) -> Outcome) -> Result<Outcome, StorageError>? {
        if case .closed = condition { return .failure(Board.closed) }
        if key.map(isUncertain) ?? !uncertain.isEmpty { return .failure(Board.uncertainty) }
        if !isAnsweredAtOnce, key.map(isUnderWay) ?? !isSettled { return nil }
        return .success(look(table))
    }

    /// Looks at the table, and has the caller told when all that the answer rests on is in the log.
    mutating func read<Outcome: Sendable>(
        _ key: SessionKey?, _ look: (SessionTable) -> Outcome, waiter: (Outcome) -> WriteGroup.Waiter
    ) -> Entry<Outcome> {
        if let answer = answer(key, look) { return Entry(answer: answer) }
        wait(waiter(look(table)))
        return Entry(answer: nil)
    }

    /// Why no write is taken at present, or nothing when it is.
    private var refusal: StorageError? {
        switch condition {
        case .open: nil
        case .failing(let reason): StorageError(.unavailable, "the sessions' log is being repaired (\(reason))")
        case .closed: Board.closed
        }
    }
}
