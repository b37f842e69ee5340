import SessionCore
import SessionTesting

extension FaultyStorage: PrincipalIndex {
    func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        try with { table in
            switch fault {
            case .listsNothingNew: return SessionPage(records: [], next: nil)
            case .pagesByPosition: return pageByPosition(table, principal, cursor, limit, now)
            case .listsTheExpired:
                return table.sessions(of: principal, after: cursor, limit: limit, at: Timestamp(milliseconds: 0))
            default: return table.sessions(of: principal, after: cursor, limit: limit, at: now)
            }
        }
    }

    func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        try with(at: now) { table in
            let excepted = fault == .endsTheExceptedToo ? nil : key
            let decision = table.revokeSessions(of: principal, except: excepted, reason: reason, at: now)
            for change in decision.changes {
                if case .epochRaised = change, fault == .leavesTheEpoch { continue }
                table.apply(change)
            }
            return decision.outcome
        }
    }

    func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        try with { table in
            switch fault {
            case .ignoresEpochs: break
            case .takesTheEpochAsLive:
                _ = table.perform(table.raiseEpoch(of: principal, to: instant.advanced(by: .milliseconds(-1))))
            default: _ = table.perform(table.raiseEpoch(of: principal, to: instant))
            }
        }
        if fault == .lowersEpochs { lowered(principal, to: instant) }
    }

    func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        let epoch = try with { $0.epochs[principal] }
        return lastLowered(principal) ?? epoch
    }

    /// Counts from the beginning to where the cursor stood when it was given out: skips when sessions end meanwhile.
    private func pageByPosition(
        _ table: FaultyWorld, _ principal: Principal, _ cursor: SessionHandle?, _ limit: Int, _ now: Timestamp
    ) -> SessionPage {
        let position = cursor.flatMap { Int($0.text) } ?? 0
        let all = table.sessions(of: principal, after: nil, limit: .max, at: now).records
        let end = min(all.count, position + max(1, limit))
        guard position < end else { return SessionPage(records: [], next: nil) }
        return SessionPage(
            records: Array(all[position..<end]), next: end < all.count ? SessionHandle(String(end)) : nil)
    }
}

extension FaultyStorage: Sweepable {
    func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int {
        if fault == .sweepsWhatWasTouched {
            let seen = try with { $0.sweep(limit: limit, at: now) }
            await Task.yield()
            return try with(at: now) { $0.perform(seen) }
        }
        return try with(at: now) { table in
            if fault == .dropsYoungEvents {
                table.feed.trim(limit: .max, at: now.advanced(by: Limits.feedRetention))
            } else {
                table.feed.trim(limit: .max, at: now)
            }
            switch fault {
            case .sweepsEarly: return table.perform(table.sweep(limit: limit, at: now.advanced(by: .seconds(60))))
            case .sweepsWithoutLimit: return table.perform(table.sweep(limit: .max, at: now))
            case .sweepsWithoutTombstone:
                let decision = table.sweep(limit: limit, at: now)
                for change in decision.changes {
                    if case .ended(let key, _) = change { table.apply(.removed(key)) } else { table.apply(change) }
                }
                return decision.outcome
            case .looksAtEverythingToSweep:
                guard table.entries.values.contains(where: { $0.due <= now }) else { return 0 }
                return table.perform(table.sweep(limit: limit, at: now))
            default: return table.perform(table.sweep(limit: limit, at: now))
            }
        }
    }
}
