/// The leases of one namespace in memory, and every rule of ``LeaseKeeper`` as a function over them.
///
/// It knows no clock, disk or lock. Tokens rise over all names, so that nothing has to be remembered of a lease that ended.
public struct LeaseTable: Sendable {
    private var leases: [LeaseName: Lease] = [:]
    /// The token of the last grant.
    public private(set) var lastToken: UInt64 = 0

    /// Makes a table without leases.
    public init() {}

    /// The rule of ``LeaseKeeper/acquireLease(_:holder:for:at:)``. Throws `tooLarge` for a holder over ``Limits/nameBytes``.
    public mutating func acquireLease(
        _ name: LeaseName, holder: String, for duration: Duration, at now: Timestamp
    ) throws(StorageError) -> LeaseOutcome {
        try LeaseTable.check(duration)
        guard holder.utf8.count <= Limits.nameBytes else {
            throw StorageError(.tooLarge, "a lease's holder of \(holder.utf8.count) bytes is over \(Limits.nameBytes)")
        }
        if let present = leases[name], present.expires > now, present.holder != holder {
            return .held(until: present.expires)
        }
        lastToken += 1
        let lease = Lease(name: name, holder: holder, token: lastToken, expires: now.advanced(by: duration))
        leases[name] = lease
        return .granted(lease)
    }

    /// The rule of ``LeaseKeeper/renewLease(_:for:at:)``.
    public mutating func renewLease(
        _ lease: Lease, for duration: Duration, at now: Timestamp
    ) throws(StorageError) -> Lease? {
        try LeaseTable.check(duration)
        guard var present = held(lease, at: now) else { return nil }
        present.expires = max(present.expires, now.advanced(by: duration))
        leases[lease.name] = present
        return present
    }

    /// The rule of ``LeaseKeeper/releaseLease(_:at:)``.
    public mutating func releaseLease(_ lease: Lease, at now: Timestamp) -> Bool {
        guard held(lease, at: now) != nil else { return false }
        leases[lease.name] = nil
        return true
    }

    /// Forgets leases that have ended, and says how many.
    @discardableResult
    public mutating func forget(at now: Timestamp) -> Int {
        let ended = leases.values.filter { $0.expires <= now }
        for lease in ended { leases[lease.name] = nil }
        return ended.count
    }

    private func held(_ lease: Lease, at now: Timestamp) -> Lease? {
        guard let present = leases[lease.name], present.token == lease.token, present.expires > now else { return nil }
        return present
    }

    private static func check(_ duration: Duration) throws(StorageError) {
        guard duration > .zero, duration <= Limits.leaseDuration else {
            throw StorageError(.invalid, "a lease lasts more than nothing and at most \(Limits.leaseDuration)")
        }
    }
}
