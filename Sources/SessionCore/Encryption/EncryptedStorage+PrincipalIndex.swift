extension EncryptedStorage: PrincipalIndex where Base: PrincipalIndex {
    /// A session that cannot be opened is in ``SessionPage/unreadable``, and keeps nobody from the others.
    public func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        let sealed = try await base.sessions(of: principal, after: cursor, limit: limit, at: now)
        var page = SessionPage(records: [], next: sealed.next, unreadable: sealed.unreadable)
        page.records.reserveCapacity(sealed.records.count)
        for record in sealed.records {
            do throws(StorageError) {
                page.records.append(try payloads.open(record))
            } catch {
                page.unreadable.append(UnreadableSession(handle: record.handle, kind: record.kind, error: error))
            }
        }
        return page
    }

    public func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        try await base.revokeSessions(of: principal, except: key, reason: reason, at: now)
    }

    public func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        try await base.raiseEpoch(of: principal, to: instant)
    }

    public func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        try await base.epoch(of: principal)
    }
}
