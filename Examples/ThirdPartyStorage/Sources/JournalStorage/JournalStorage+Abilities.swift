public import SessionCore

extension JournalStorage: PrincipalIndex {
    public func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        try checkOpen()
        return table.sessions(of: principal, after: cursor, limit: limit, at: now)
    }

    public func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        try write(table.revokeSessions(of: principal, except: key, reason: reason, at: now))
    }

    public func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        _ = try write(table.raiseEpoch(of: principal, to: instant))
    }

    public func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        try checkOpen()
        return table.epochs[principal]
    }
}

extension JournalStorage: Sweepable {
    public func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int {
        try write(table.sweep(limit: limit, at: now))
    }
}
