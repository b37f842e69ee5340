extension SessionManager {
    /// Lends a session, and stores what the body made of its payload.
    ///
    /// The body runs again on the newer record when another writer came first, so it must depend on nothing but the
    /// session it is given. When it throws, nothing is stored. When it leaves the payload as it was, nothing is written.
    ///
    /// A key within its grace reads and does not write: here it is gone as superseded.
    ///
    /// - Returns: what the body returned in the run that was stored.
    /// - Throws: what the body throws; ``SessionError`` when the session is absent, gone, or changed by others
    ///   ``Limits/commitAttempts`` times in a row; ``StorageError`` when the store fails.
    public func withSession<Answer: Sendable>(
        _ key: SessionKey, _ body: (inout Session) throws -> Answer
    ) async throws -> Answer {
        var record = try await liveRecord(key)
        for _ in 0..<Limits.commitAttempts {
            var session = Session(record)
            let answer = try body(&session)
            guard session.payload != record.payload else { return answer }
            switch try await commit(session.payload, for: record) {
            case .committed: return answer
            case .conflict(let current): record = current
            case .gone(let reason): throw SessionError(.gone(reason), "the session has ended")
            case .absent: throw SessionError(.absent, "there is no such session")
            }
        }
        throw SessionError(.conflict, "other writers changed the session \(Limits.commitAttempts) times in a row")
    }

    /// Stores a payload if nobody changed the session since the record was loaded. Counts as use.
    public func commit(
        _ payload: [UInt8], for record: SessionRecord
    ) async throws(StorageError) -> CommitOutcome {
        guard payload.count <= Limits.payloadBytes else {
            throw StorageError(
                .tooLarge, "a payload of \(payload.count) bytes; at most \(Limits.payloadBytes) are kept")
        }
        let now = clock.now
        forgetWritten(record)
        defer { forgetWritten(record) }
        let outcome = try await commitSettled(
            payload, for: record, idleDeadline: policy.idleDeadline(from: now), at: now)
        if case .committed(let version) = outcome { observers.tell(.committed(record.handle, version: version)) }
        return outcome
    }

    /// What was seen before a write is not shown after it, neither the session nor a list with it.
    private func forgetWritten(_ record: SessionRecord) {
        stale?.forget(record.key)
        stale?.forgetLists(of: record.owner)
    }
}
