public import SessionCore

extension SQLiteStorage: LeaseKeeper {
    public func acquireLease(
        _ name: LeaseName, holder: String, for duration: Duration, at now: Timestamp
    ) async throws(StorageError) -> LeaseOutcome {
        try check(duration)
        guard holder.utf8.count <= SessionCore.Limits.nameBytes else {
            throw StorageError(.tooLarge, "the holder of a lease has at most \(SessionCore.Limits.nameBytes) bytes")
        }
        return try await writer.write { transaction throws(StoreFailure) in
            let present = try transaction.lease(name)
            if let present, present.expires > now, present.holder != holder { return .held(until: present.expires) }
            let lease = Lease(
                name: name, holder: holder, token: (present?.token ?? 0) &+ 1, expires: now.advanced(by: duration))
            try transaction.set(lease)
            return .granted(lease)
        }
    }

    public func renewLease(
        _ lease: Lease, for duration: Duration, at now: Timestamp
    ) async throws(StorageError) -> Lease? {
        try check(duration)
        return try await writer.write { transaction throws(StoreFailure) in
            guard var present = try transaction.lease(lease.name), present.token == lease.token, present.expires > now
            else { return nil }
            present.expires = max(present.expires, now.advanced(by: duration))
            try transaction.set(present)
            return present
        }
    }

    public func releaseLease(_ lease: Lease, at now: Timestamp) async throws(StorageError) -> Bool {
        try await writer.write { transaction throws(StoreFailure) in
            guard var present = try transaction.lease(lease.name), present.token == lease.token, present.expires > now
            else { return false }
            // The row stays, for the sake of its token.
            present.expires = Timestamp(milliseconds: .min)
            try transaction.set(present)
            return true
        }
    }

    private func check(_ duration: Duration) throws(StorageError) {
        guard duration > .zero, duration <= SessionCore.Limits.leaseDuration else {
            throw StorageError(
                .invalid, "a lease lasts more than nothing, and at most \(SessionCore.Limits.leaseDuration)")
        }
    }
}

extension Transaction {
    /// The last grant of a name, held or not.
    fileprivate func lease(_ name: LeaseName) throws(StoreFailure) -> Lease? {
        try connection.row(.lease) { statement throws(StoreFailure) in
            try statement.bind(1, namespace)
            try statement.bind(2, name.text)
        } _: { row throws(StoreFailure) in
            Lease(
                name: name, holder: row.text(0), token: UInt64(bitPattern: row.integer(1)), expires: row.instant(2))
        }
    }

    fileprivate func set(_ lease: Lease) throws(StoreFailure) {
        try connection.run(.setLease) { row throws(StoreFailure) in
            try row.bind(1, namespace)
            try row.bind(2, lease.name.text)
            try row.bind(3, lease.holder)
            try row.bind(4, Int64(bitPattern: lease.token))
            try row.bind(5, lease.expires)
        }
    }
}
