extension MeasuredStorage: PrincipalIndex where Base: PrincipalIndex {
    public func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        try await metrics.measure(.list) { () async throws(StorageError) in
            try await base.sessions(of: principal, after: cursor, limit: limit, at: now)
        }
    }

    public func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        try await metrics.measure(.revokeAll) { () async throws(StorageError) in
            try await base.revokeSessions(of: principal, except: key, reason: reason, at: now)
        }
    }

    public func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        try await metrics.measure(.raiseEpoch) { () async throws(StorageError) in
            try await base.raiseEpoch(of: principal, to: instant)
        }
    }

    public func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        try await metrics.measure(.epoch) { () async throws(StorageError) in try await base.epoch(of: principal) }
    }
}

extension MeasuredStorage: Sweepable where Base: Sweepable {
    public func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int {
        let count = try await metrics.measure(.sweep) { () async throws(StorageError) in
            try await base.sweep(limit: limit, at: now)
        }
        metrics.countSwept(count)
        return count
    }
}

extension MeasuredStorage: Exportable where Base: Exportable {
    public func export(after cursor: ExportCursor?, limit: Int) async throws(StorageError) -> ExportPage {
        try await metrics.measure(.export) { () async throws(StorageError) in
            try await base.export(after: cursor, limit: limit)
        }
    }

    public func restore(_ entries: [StoredEntry]) async throws(StorageError) {
        try await metrics.measure(.restore) { () async throws(StorageError) in try await base.restore(entries) }
    }

    public func entries(of keys: [SessionKey]) async throws(StorageError) -> [StoredEntry] {
        try await metrics.measure(.export) { () async throws(StorageError) in try await base.entries(of: keys) }
    }
}

extension MeasuredStorage: HealthCheckable where Base: HealthCheckable {
    public func checkHealth(at now: Timestamp) async throws(StorageError) -> StorageHealth {
        try await metrics.measure(.health) { () async throws(StorageError) in try await base.checkHealth(at: now) }
    }
}

extension MeasuredStorage: ChangeFeed where Base: ChangeFeed {
    public func events(after position: FeedPosition, limit: Int) async throws(StorageError) -> FeedPage {
        try await metrics.measure(.events) { () async throws(StorageError) in
            try await base.events(after: position, limit: limit)
        }
    }
}

extension MeasuredStorage: LeaseKeeper where Base: LeaseKeeper {
    public func acquireLease(
        _ name: LeaseName, holder: String, for duration: Duration, at now: Timestamp
    ) async throws(StorageError) -> LeaseOutcome {
        try await metrics.measure(.acquireLease, outcome: \.word) { () async throws(StorageError) in
            try await base.acquireLease(name, holder: holder, for: duration, at: now)
        }
    }

    public func renewLease(
        _ lease: Lease, for duration: Duration, at now: Timestamp
    ) async throws(StorageError) -> Lease? {
        let outcome: (Lease?) -> String = { $0 == nil ? "lost" : "renewed" }
        return try await metrics.measure(.renewLease, outcome: outcome) { () async throws(StorageError) in
            try await base.renewLease(lease, for: duration, at: now)
        }
    }

    public func releaseLease(_ lease: Lease, at now: Timestamp) async throws(StorageError) -> Bool {
        let outcome: (Bool) -> String = { $0 ? "released" : "lost" }
        return try await metrics.measure(.releaseLease, outcome: outcome) { () async throws(StorageError) in
            try await base.releaseLease(lease, at: now)
        }
    }
}

extension MeasuredStorage: ClosableStorage where Base: ClosableStorage {
    public func close() async throws(StorageError) {
        try await base.close()
    }
}
