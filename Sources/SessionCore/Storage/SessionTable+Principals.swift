extension SessionTable {
    /// The rule of ``PrincipalIndex/sessions(of:after:limit:at:)``.
    public func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) -> SessionPage {
        let limit = min(max(limit, 1), Limits.pageRecords)
        var page = SessionPage(records: [], next: nil)
        guard let list = lists[principal] else { return page }
        for handle in list.elements(after: cursor) {
            guard let record = live(handle, at: now) else { continue }
            if page.records.count == limit {
                page.next = page.records.last?.handle
                break
            }
            page.records.append(record)
        }
        return page
    }

    /// The rule of ``PrincipalIndex/revokeSessions(of:except:reason:at:)``.
    public func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) -> SessionDecision<Int> {
        let epoch = max(epochs[principal] ?? now, now)
        let excepted = key.map { destination(of: $0, at: now) }
        var changes: [SessionChange] = []
        var count = 0
        for handle in lists[principal]?.elements(after: nil).map({ $0 }) ?? [] {
            guard let record = live(handle, at: now) else { continue }
            if record.key == excepted {
                let instant = max(record.authenticatedAt, epoch.advanced(by: .milliseconds(1)))
                changes.append(.authenticated(record.key, at: instant))
            } else {
                changes.append(.ended(record.key, Tombstone(of: record, reason: reason, endedAt: now)))
                count += 1
            }
        }
        changes.append(.epochRaised(principal, to: epoch))
        return SessionDecision(count, changes: changes)
    }

    /// The rule of ``PrincipalIndex/raiseEpoch(of:to:)``: whether it rose.
    public func raiseEpoch(of principal: Principal, to instant: Timestamp) -> SessionDecision<Bool> {
        if let epoch = epochs[principal], instant <= epoch { return SessionDecision(false) }
        return SessionDecision(true, .epochRaised(principal, to: instant))
    }

    private func live(_ handle: SessionHandle, at now: Timestamp) -> SessionRecord? {
        guard let key = handles[handle], case .live(let record) = entries[key], end(of: record, at: now) == nil else {
            return nil
        }
        return record
    }
}
