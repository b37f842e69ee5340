extension SessionTable {
    /// The rule of ``Sweepable/sweep(limit:at:)``.
    ///
    /// It looks at what is due by its deadline, then through the lists of principals whose epoch rose. It changes nothing
    /// of what is stored; that is for ``apply(_:)``. Only epochs that have outlived their use are forgotten on the way.
    public mutating func sweep(limit: Int, at now: Timestamp) -> SessionDecision<Int> {
        let limit = min(max(limit, 1), Limits.sweepRecords)
        forgetEpochs(limit: limit, at: now)
        var changes: [SessionChange] = []
        for next in due.elements(after: nil) {
            guard next.deadline <= now, changes.count < limit else { break }
            changes.append(removal(of: next.key, at: now))
        }
        for principal in raised where changes.count < limit {
            let dead = revoked(of: principal, limit: limit - changes.count, at: now)
            if dead.isEmpty { raised.remove(principal) }
            changes += dead
        }
        return SessionDecision(changes.count, changes: changes)
    }

    private func removal(of key: SessionKey, at now: Timestamp) -> SessionChange {
        guard case .live(let record) = entries[key], record.absoluteDeadline > now else { return .removed(key) }
        let reason = end(of: record, at: now) ?? .idle
        return .ended(key, Tombstone(of: record, reason: reason, endedAt: now))
    }

    /// Sessions that their owner's epoch has ended and no deadline has.
    private func revoked(of principal: Principal, limit: Int, at now: Timestamp) -> [SessionChange] {
        var changes: [SessionChange] = []
        guard let list = lists[principal] else { return [] }
        for handle in list.elements(after: nil) {
            guard changes.count < limit else { break }
            guard let key = handles[handle], case .live(let record) = entries[key], record.deadline > now,
                end(of: record, at: now) == .revoked
            else { continue }
            changes.append(.ended(key, Tombstone(of: record, reason: .revoked, endedAt: now)))
        }
        return changes
    }
}
