// What has no payload in it passes through.

extension EncryptedStorage: Sweepable where Base: Sweepable {
    public func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int {
        try await base.sweep(limit: limit, at: now)
    }
}

extension EncryptedStorage: ClosableStorage where Base: ClosableStorage {
    public func close() async throws(StorageError) {
        try await base.close()
    }
}

extension EncryptedStorage: ChangeFeed where Base: ChangeFeed {
    public func events(after position: FeedPosition, limit: Int) async throws(StorageError) -> FeedPage {
        try await base.events(after: position, limit: limit)
    }
}

extension EncryptedStorage: LeaseKeeper where Base: LeaseKeeper {
    public func acquireLease(
        _ name: LeaseName, holder: String, for duration: Duration, at now: Timestamp
    ) async throws(StorageError) -> LeaseOutcome {
        try await base.acquireLease(name, holder: holder, for: duration, at: now)
    }

    public func renewLease(
        _ lease: Lease, for duration: Duration, at now: Timestamp
    ) async throws(StorageError) -> Lease? {
        try await base.renewLease(lease, for: duration, at: now)
    }

    public func releaseLease(_ lease: Lease, at now: Timestamp) async throws(StorageError) -> Bool {
        try await base.releaseLease(lease, at: now)
    }
}
