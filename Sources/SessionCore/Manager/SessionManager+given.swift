extension SessionManager {
    /// Starts a session under a secret that its holder made, unless there is or was one under it.
    ///
    /// Of many calls with one secret one makes the session; the others find it by a load.
    ///
    /// - Parameters:
    ///   - owner: in whose list it appears, given its handle.
    ///   - life: what its deadlines follow.
    /// - Returns: whether this call may have made it.
    /// - Throws: ``StorageError``; `unavailable` when the owner's epoch forbids it.
    public func create(
        under token: SessionToken, _ kind: SessionKind, payload: [UInt8], life: SessionLife = .whileUsed,
        owner: (SessionHandle) -> Principal
    ) async throws(StorageError) -> Bool {
        let now = clock.now
        let handle = SessionHandle.random()
        let (idle, absolute) = life.deadlines(from: now, policy)
        let record = SessionRecord(
            key: token.key, handle: handle, kind: kind, owner: owner(handle), createdAt: now,
            idleDeadline: idle, absoluteDeadline: absolute, payload: payload)
        stale?.forgetLists(of: record.owner)
        defer { stale?.forgetLists(of: record.owner) }
        switch try await createSettled(record) {
        case .created:
            observers.tell(.created(handle))
            return true
        case .duplicate: return false
        case .gone:
            throw StorageError(.unavailable, "the owner's sessions were all ended at this instant; try again")
        }
    }
}
