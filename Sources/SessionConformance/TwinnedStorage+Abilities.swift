import SessionCore

extension TwinnedStorage: Exportable, HealthCheckable {
    func export(after cursor: ExportCursor?, limit: Int) async throws(StorageError) -> ExportPage {
        let (store, twin) = try both { $0 as? any Exportable }
        let page = try await store.export(after: cursor, limit: limit)
        await witness.see("export in the twin", []) { try await firstEntries(of: twin, limit: limit) }
        return page
    }

    func restore(_ entries: [StoredEntry]) async throws(StorageError) {
        let (store, twin) = try both { $0 as? any Exportable }
        try await witness.changing { () async throws(StorageError) in try await store.restore(entries) }
        await witness.see("export in the twin after restoring", []) { try await firstEntries(of: twin, limit: 1) }
    }

    func entries(of keys: [SessionKey]) async throws(StorageError) -> [StoredEntry] {
        let (store, twin) = try both { $0 as? any Exportable }
        let entries = try await store.entries(of: keys)
        await witness.see("entries in the twin", []) { try await twin.entries(of: keys) }
        return entries
    }

    /// What the first page that holds anything holds: a page may be empty and have a next one.
    private func firstEntries(of twin: any Exportable, limit: Int) async throws(StorageError) -> [StoredEntry] {
        var page = try await twin.export(after: nil, limit: limit)
        for _ in 0..<1_000 {
            guard page.entries.isEmpty, let next = page.next else { break }
            page = try await twin.export(after: next, limit: limit)
        }
        return page.entries
    }

    func checkHealth(at now: Timestamp) async throws(StorageError) -> StorageHealth {
        let (store, twin) = try both { $0 as? any HealthCheckable }
        let health = try await store.checkHealth(at: now)
        await witness.see("check of the twin", true) {
            _ = try await twin.checkHealth(at: now)
            return true
        }
        return health
    }
}

extension TwinnedStorage: ChangeFeed, LeaseKeeper {
    func events(after position: FeedPosition, limit: Int) async throws(StorageError) -> FeedPage {
        let (store, twin) = try both { $0 as? any ChangeFeed }
        let page = try await store.events(after: position, limit: limit)
        await witness.see("events in the twin", []) { try await twin.events(after: .start, limit: limit).events }
        return page
    }

    func acquireLease(
        _ name: LeaseName, holder: String, for duration: Duration, at now: Timestamp
    ) async throws(StorageError) -> LeaseOutcome {
        let (store, twin) = try both { $0 as? any LeaseKeeper }
        let outcome = try await store.acquireLease(name, holder: holder, for: duration, at: now)
        if case .granted(let lease) = outcome {
            await witness.see("renewal in the twin of a lease that was granted", nil) {
                try await twin.renewLease(lease, for: duration, at: now)
            }
            await witness.see("release in the twin", false) { try await twin.releaseLease(lease, at: now) }
        }
        return outcome
    }

    func renewLease(_ lease: Lease, for duration: Duration, at now: Timestamp) async throws(StorageError) -> Lease? {
        let (store, twin) = try both { $0 as? any LeaseKeeper }
        let renewed = try await store.renewLease(lease, for: duration, at: now)
        await witness.see("renewal in the twin", nil) { try await twin.renewLease(lease, for: duration, at: now) }
        return renewed
    }

    func releaseLease(_ lease: Lease, at now: Timestamp) async throws(StorageError) -> Bool {
        let (store, twin) = try both { $0 as? any LeaseKeeper }
        await witness.see("release in the twin", false) { try await twin.releaseLease(lease, at: now) }
        return try await store.releaseLease(lease, at: now)
    }
}
