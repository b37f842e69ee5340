import SessionCore

/// What was written, read back.
extension BenchSubject {
    /// Reads back all that was written, and keeps it as what the next measurement must find.
    mutating func settle(
        _ operation: BenchOperation, _ outcomes: [CallerOutcome], since began: Timestamp
    ) async throws(BenchFailure) {
        switch operation {
        case .load, .list: return
        case .commit, .touch, .readHeavy, .writeHeavy: try await settleChanges(outcomes, since: began)
        case .create, .loginStorm:
            let created = outcomes.flatMap(\.created)
            residents.stock += created
            residents.nextNumber += 1 << 32
            try await look(at: created) { [payload] in try payload.check($0, of: $1) }
        case .revoke:
            let (ended, kept) = BenchSubject.divide(residents.stock, by: outcomes)
            residents.stock = kept
            try await lookForEnded(ended)
        case .revokeAll:
            let (ended, kept) = BenchSubject.divide(residents.groupsToEnd, by: outcomes)
            residents.groupsToEnd = kept
            try await lookForEnded(ended.flatMap(\.sessions))
        case .sweep: try await settleSweep()
        }
    }

    private mutating func settleChanges(
        _ outcomes: [CallerOutcome], since began: Timestamp
    ) async throws(BenchFailure) {
        let changed = outcomes.flatMap { Array($0.changed) }
        for (place, session) in changed { residents.sessions[place] = session }
        try await look(at: changed.map(\.value)) { [payload] outcome, session in
            try payload.check(outcome, of: session)
            guard case .live(let record) = outcome, record.touchedAt >= began else {
                throw BenchFailure("the use of session \(session.number) was not recorded")
            }
        }
    }

    /// Sweeps the rest, and sees that nothing is left of what was due.
    private mutating func settleSweep() async throws(BenchFailure) {
        let due = residents.due
        residents.due = []
        let rest = await BenchSweeper(store: store, stop: stop, end: BenchInterruption()).run(until: .max)
        if let failure = rest.failure { throw failure }
        guard !stop.isInterrupted else { return }
        try await look(at: due) { outcome, session in
            if case .live = outcome {
                throw BenchFailure("session \(session.number) had expired when all was swept, and a load answered live")
            }
        }
    }

    /// What callers have ended, each of its own places in order, and what is left.
    private static func divide<Element>(
        _ elements: [Element], by outcomes: [CallerOutcome]
    ) -> (ended: [Element], kept: [Element]) {
        var kept: [Element] = []
        var ended: [Element] = []
        for (place, element) in elements.enumerated() {
            let isEnded = place / outcomes.count < outcomes[place % outcomes.count].revoked
            if isEnded { ended.append(element) } else { kept.append(element) }
        }
        return (ended, kept)
    }

    private func lookForEnded(_ sessions: [BenchSession]) async throws(BenchFailure) {
        try await look(at: sessions) { outcome, session in
            guard outcome == .gone(.revoked) else {
                throw BenchFailure("session \(session.number) was revoked, and a load answered \(outcome.word)")
            }
        }
    }

    /// Loads sessions, many at once, and holds each answer against what is known.
    func look(
        at sessions: [BenchSession],
        _ check: @escaping @Sendable (LoadOutcome, BenchSession) throws -> Void
    ) async throws(BenchFailure) {
        guard !sessions.isEmpty else { return }
        let lanes = min(Limits.fillers, sessions.count)
        let store = store
        _ = try await BenchCrowd.gather(lanes) { lane -> [Int] in
            for index in stride(from: lane, to: sessions.count, by: lanes) {
                try check(try await store.load(sessions[index]), sessions[index])
            }
            return []
        }
    }
}
