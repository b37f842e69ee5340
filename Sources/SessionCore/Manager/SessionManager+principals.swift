extension SessionManager {
    /// One page of the live sessions of a principal, by handle.
    ///
    /// - Throws: ``StorageError/Code/misconfigured`` when the store has no ``PrincipalIndex``.
    public func sessions(
        of principal: Principal, after cursor: SessionHandle? = nil, limit: Int = Limits.pageRecords
    ) async throws(StorageError) -> SessionPage {
        try await index().sessions(of: principal, after: cursor, limit: limit, at: clock.now)
    }

    /// All live sessions of a principal, page by page, at most as many as named.
    public func allSessions(of principal: Principal, atMost bound: Int) async throws(StorageError) -> [SessionRecord] {
        var records: [SessionRecord] = []
        var cursor: SessionHandle?
        repeat {
            let page = try await sessions(of: principal, after: cursor, limit: min(Limits.pageRecords, bound))
            records += page.records
            cursor = page.next
        } while cursor != nil && records.count < bound
        return Array(records.prefix(bound))
    }

    /// Ends all sessions of a principal, or all but one, and refuses everything authenticated before.
    ///
    /// - Returns: how many were ended.
    public func revokeSessions(
        of principal: Principal, except record: SessionRecord? = nil, reason: EndReason = .revoked
    ) async throws(StorageError) -> Int {
        let count = try await index().revokeSessions(of: principal, except: record?.key, reason: reason, at: clock.now)
        observers.tell(.endedAll(of: principal, except: record?.handle))
        return count
    }

    private func index() throws(StorageError) -> any PrincipalIndex {
        guard let index = storage as? any PrincipalIndex else {
            throw StorageError(.misconfigured, "this store cannot list sessions by principal; choose one that can")
        }
        return index
    }
}
