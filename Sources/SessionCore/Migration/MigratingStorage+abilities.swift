import Synchronization

extension MigratingStorage: PrincipalIndex {
    package func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        let pair = try await enter()
        defer { leave() }
        return try await pair.authority.sessions(of: principal, after: cursor, limit: limit, at: now)
    }

    package func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        let pair = try await enter()
        defer { leave() }
        let body = { (store: any MigratableStorage) async throws(StorageError) -> (Int, Bool) in
            (try await store.revokeSessions(of: principal, except: key, reason: reason, at: now), true)
        }
        guard pair.mirror != nil else { return try await body(pair.authority).0 }
        // Looked up before: what has ended is in no list. What is created or rotated meanwhile may be ended too, and its
        // own write to the mirror may come too early to tell.
        let watch = state.withLock { $0.watches.open(with: $0.writing.keys) }
        defer { state.withLock { if $0.watches.close(watch) > Limits.divergences { $0.loseCount() } } }
        let others = try await keys(of: principal, in: pair.authority, at: now)
        let keys = others + (key.map { [$0] } ?? [])
        return try await write(keys, [.epoch(principal)], watch: watch, to: pair, body)
    }

    package func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        let pair = try await enter()
        defer { leave() }
        try await write([], [.epoch(principal)], to: pair) { store throws(StorageError) in
            (try await store.raiseEpoch(of: principal, to: instant), true)
        }
    }

    package func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        let pair = try await enter()
        defer { leave() }
        return try await pair.authority.epoch(of: principal)
    }

    private func keys(
        of principal: Principal, in store: any MigratableStorage, at now: Timestamp
    ) async throws(StorageError) -> [SessionKey] {
        var keys: [SessionKey] = []
        var cursor: SessionHandle?
        repeat {
            let page = try await store.sessions(of: principal, after: cursor, limit: Limits.pageRecords, at: now)
            keys += page.records.map(\.key)
            cursor = page.next
        } while cursor != nil
        return keys
    }
}

extension MigratingStorage: Sweepable {
    /// Sweeps the authority alone.
    package func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int {
        let pair = try await enter()
        defer { leave() }
        return try await pair.authority.sweep(limit: limit, at: now)
    }
}

extension MigratingStorage: Exportable {
    package func export(after cursor: ExportCursor?, limit: Int) async throws(StorageError) -> ExportPage {
        let pair = try await enter()
        defer { leave() }
        return try await pair.authority.export(after: cursor, limit: limit)
    }

    package func entries(of keys: [SessionKey]) async throws(StorageError) -> [StoredEntry] {
        let pair = try await enter()
        defer { leave() }
        return try await pair.authority.entries(of: keys)
    }

    package func restore(_ entries: [StoredEntry]) async throws(StorageError) {
        let pair = try await enter()
        defer { leave() }
        var (keys, epochs): ([SessionKey], [MirroredEntry]) = ([], [])
        for entry in entries {
            switch entry {
            case .session(let key, _): keys.append(key)
            case .epoch(let principal, _): epochs.append(.epoch(principal))
            }
        }
        try await write(keys, epochs, to: pair) { store throws(StorageError) in (try await store.restore(entries), true)
        }
    }
}

extension MigratingStorage: HealthCheckable {
    /// The authority's, and how far the other store is behind.
    package func checkHealth(at now: Timestamp) async throws(StorageError) -> StorageHealth {
        let pair = try await enter()
        defer { leave() }
        var health = try await pair.authority.checkHealth(at: now)
        let status = status
        guard status.isMirroring else { return health }
        health.facts["migration.complete"] = "\(status.isComplete)"
        health.facts["migration.divergences"] = "\(status.divergences)"
        if let problem = status.problem {
            health.warnings.append("the second store of the migration fails: \(problem)")
        }
        return health
    }
}

extension MigratingStorage: ClosableStorage {
    /// Closes both stores, the authority first; both are tried.
    package func close() async throws(StorageError) {
        let pair = state.withLock { Pair($0) }
        var failure: StorageError?
        for store in [pair.authority, pair.mirror] {
            do throws(StorageError) {
                try await (store as? any ClosableStorage)?.close()
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }
}
