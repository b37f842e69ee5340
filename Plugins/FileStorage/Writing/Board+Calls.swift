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
    ///
    /// - Parameters:
    ///   - now: the instant of the call, which the feed tells.
    ///   - isTrimming: whether the feed forgets what it has kept long enough.
    mutating func write<Outcome: Sendable>(
        at now: Timestamp, isTrimming: Bool,
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
        if isTrimming { largestSweep = max(largestSweep, decision.changes.count) }
        let position = isTrimming ? feed.trimmable(limit: Limits.trimmedEvents, at: now) : nil
        guard !decision.changes.isEmpty || position != nil else {
            if isSettled || isAnsweredAtOnce { return Entry(answer: .success(decision.outcome)) }
            wait(waiter(decision.outcome))
            return Entry(answer: nil)
        }
        return enter(decision.outcome, waiter) { $0.submit(decision.changes, at: now, trimming: position) }
    }

    /// Writes entries of another store, all in one group and so all or none.
    mutating func restore(_ entries: [StoredEntry], waiter: (Int) -> WriteGroup.Waiter) -> Entry<Int> {
        if let refusal { return Entry(answer: .failure(refusal)) }
        return enter(entries.count, waiter) { board in
            for entry in entries {
                for change in board.table.restore(entry) { board.submit(change) }
            }
        }
    }

    /// What is new here is no event. The end of a session that lived here is one, and has the latest instant that is
    /// known: a restoration has none of its own.
    private mutating func submit(_ change: SessionChange) {
        guard case .ended(let key, _) = change, case .live(let record) = table.entries[key] else {
            return submit([change], at: nil)
        }
        submit([change], at: max(record.touchedAt, feed.feed.events.last?.at ?? record.touchedAt))
    }

    /// Takes what is to be written into the group that is being filled.
    private mutating func enter<Outcome: Sendable>(
        _ outcome: Outcome, _ waiter: (Outcome) -> WriteGroup.Waiter, submitting submit: (inout Board) -> Void
    ) -> Entry<Outcome> {
        guard filling.frames.bytes.count < Limits.pendingBytes else { return Entry(answer: .failure(Board.congestion)) }
        let beginsGroup = filling.isEmpty
        submit(&self)
        if filling.isEmpty, isSettled { return Entry(answer: .success(outcome)) }
        if isAnsweredAtOnce, filling.frames.bytes.count < Limits.pendingBytes / 2 {
            return Entry(answer: .success(outcome), beginsGroup: beginsGroup)
        }
        wait(waiter(outcome))
        let completesGroup = filling.waiters.count == gathering.expected
        return Entry(answer: nil, beginsGroup: beginsGroup, completesGroup: completesGroup)
    }

    /// The page of the feed, told only of what is in the log.
    func page(after position: FeedPosition, limit: Int) -> Result<FeedPage, StorageError> {
        if case .closed = condition { return .failure(Board.closed) }
        if isAnythingUncertain { return .failure(Board.uncertainty) }
        return .success(feed.feed.page(after: position, limit: limit))
    }

    /// What most loads come upon: an open store, and nothing under way or uncertain that could concern the key.
    func settledLoad(_ key: SessionKey, at now: Timestamp) -> LoadOutcome? {
        guard condition.isOpen, !isAnythingUncertain, isAnsweredAtOnce || !isUnderWay(key) else { return nil }
        return table.load(key, at: now)
    }

    /// Looks at the table, if the answer rests on nothing that is under way.
    ///
    /// - Parameter key: the key that the answer is about, or nothing when it is about any number of them.
    func answer<Outcome>(_ key: SessionKey?, _ look: (Board) -> Outcome) -> Result<Outcome, StorageError>? {
        if case .closed = condition { return .failure(Board.closed) }
        if key.map(isUncertain) ?? isAnythingUncertain { return .failure(Board.uncertainty) }
        if !isAnsweredAtOnce, key.map(isUnderWay) ?? !isSettled { return nil }
        return .success(look(self))
    }

    /// Looks at the table, and has the caller told when all that the answer rests on is in the log.
    mutating func read<Outcome: Sendable>(
        _ key: SessionKey?, _ look: (Board) -> Outcome, waiter: (Outcome) -> WriteGroup.Waiter
    ) -> Entry<Outcome> {
        if let answer = answer(key, look) { return Entry(answer: answer) }
        wait(waiter(look(self)))
        return Entry(answer: nil)
    }

    /// Why no write is taken at present, or nothing when it is.
    var refusal: StorageError? {
        switch condition {
        case .open: nil
        case .failing(let reason): StorageError(.unavailable, "the sessions' log is being repaired (\(reason))")
        case .closed: Board.closed
        }
    }
}
