extension SessionManager {
    /// One page of the live sessions of a principal, by handle.
    ///
    /// - Throws: ``StorageError/Code/misconfigured`` when the store has no ``PrincipalIndex``.
    public func sessions(
        of principal: Principal, after cursor: SessionHandle? = nil, limit: Int = Limits.pageRecords
    ) async throws(StorageError) -> SessionPage {
        try await list(StaleReads.PageKey(principal: principal, cursor: cursor, limit: limit), at: clock.now)
    }

    /// All live sessions of a principal, page by page, at most as many as named.
    ///
    /// - Throws: what a load of it would, when one of them cannot be read; ``listing(of:atMost:)`` gives the others.
    public func allSessions(of principal: Principal, atMost bound: Int) async throws(StorageError) -> [SessionRecord] {
        let all = try await listing(of: principal, atMost: bound)
        if let unreadable = all.unreadable.first { throw unreadable.error }
        return all.records
    }

    /// All live sessions of a principal as one page: those that can be read, and apart from them those that cannot.
    public func listing(of principal: Principal, atMost bound: Int) async throws(StorageError) -> SessionPage {
        var all = SessionPage(records: [], next: nil)
        repeat {
            let page = try await sessions(of: principal, after: all.next, limit: min(Limits.pageRecords, bound))
            all.records += page.records
            all.unreadable += page.unreadable
            all.next = page.next
        } while all.next != nil && all.records.count + all.unreadable.count < bound
        all.records = Array(all.records.prefix(bound))
        return all
    }

    /// Ends all sessions of a principal, or all but one, and refuses everything authenticated before.
    ///
    /// Observers are told also when the store does not know whether it was carried out: it may have been.
    ///
    /// - Returns: how many were ended.
    public func revokeSessions(
        of principal: Principal, except record: SessionRecord? = nil, reason: EndReason = .revoked
    ) async throws(StorageError) -> Int {
        stale?.endAll(of: principal)
        defer { stale?.endAll(of: principal) }
        let index = try index()
        let count: Int
        do {
            count = try await index.revokeSessions(of: principal, except: record?.key, reason: reason, at: clock.now)
        } catch {
            // The epoch may have risen, and then all of them are refused already.
            if error.code == .unknown { observers.tell(.endedAll(of: principal, except: record?.handle)) }
            throw error
        }
        observers.tell(.endedAll(of: principal, except: record?.handle))
        return count
    }

    /// The instant of a principal up to which everything that was authenticated is refused, or nothing when there is none.
    ///
    /// - Throws: ``StorageError/Code/misconfigured`` when the store has no ``PrincipalIndex``.
    public func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        try await index().epoch(of: principal)
    }

    func index() throws(StorageError) -> any PrincipalIndex {
        guard let index = storage as? any PrincipalIndex else {
            throw StorageError(.misconfigured, "this store cannot list sessions by principal; choose one that can")
        }
        return index
    }
}
