import Logging

/// Knowing a stolen secret by its being shown after it was replaced.
extension SessionManager {
    /// Moves a session to a new secret, and remembers the old one as one that ends the session when it is shown after its
    /// grace. Of the replaced secrets of a session the last ``Limits/rotationTraces`` are remembered so.
    ///
    /// - Throws: what ``rotate(_:owner:grace:)`` throws, and ``StorageError/Code/misconfigured`` when the store has no
    ///   ``PrincipalIndex``.
    public func rotateWatched(_ key: SessionKey, grace: Duration) async throws -> IssuedSession {
        let record = try await liveRecord(key)
        guard let place = SessionManager.tracePlace(of: record.handle) else {
            throw StorageError(.misconfigured, "the handle makes no principal")
        }
        try await makeRoomForTrace(of: place)
        let now = clock.now
        let trace = SessionRecord(
            key: key.trace, handle: .random(), kind: .rotation, owner: place, createdAt: now, idleDeadline: .never,
            absoluteDeadline: record.tombstoneDeadline(endedAt: now),
            payload: Array("\(record.handle) \(record.owner)".utf8))
        // Before the rotation: what is remembered of a secret that still holds does nothing.
        _ = try await createSettled(trace)
        return try await rotate(key, grace: grace)
    }

    /// Ends the session that a replaced secret once opened; answers whether there was one to end.
    ///
    /// - Parameter key: of a secret that was shown and is superseded, its grace over.
    public func endReused(_ key: SessionKey) async throws(StorageError) -> Bool {
        guard case .live(let trace) = try await storage.load(key.trace, at: clock.now), trace.kind == .rotation else {
            return false
        }
        let parts = String(decoding: trace.payload, as: UTF8.self).split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let handle = SessionHandle(String(parts[0])), let owner = Principal(String(parts[1]))
        else { return false }
        guard let record = try await session(handle, of: owner) else { return false }
        logger.warning(
            "A secret was shown after it had been replaced; the session is ended", metadata: ["session": "\(handle)"])
        observers.tell(.reused(handle))
        return try await revoke(record.key) == .revoked
    }

    /// The live session of a principal with a handle, under whichever secret it lives now; never from what was seen earlier.
    package func session(_ handle: SessionHandle, of owner: Principal) async throws(StorageError) -> SessionRecord? {
        var cursor: SessionHandle?
        repeat {
            let page = try await index().sessions(
                of: owner, after: cursor, limit: Limits.pageRecords, at: clock.now)
            if let record = page.records.first(where: { $0.handle == handle }) { return record }
            cursor = page.next
        } while cursor != nil
        return nil
    }

    private func makeRoomForTrace(of place: Principal) async throws(StorageError) {
        let traces = try await index().sessions(of: place, after: nil, limit: Limits.pageRecords, at: clock.now).records
        let surplus = traces.count - Limits.rotationTraces + 1
        guard surplus > 0 else { return }
        for trace in traces.sorted(by: { $0.createdAt < $1.createdAt }).prefix(surplus) {
            _ = try await revokeSettled(trace.key, reason: .superseded, at: clock.now)
        }
    }

    private static func tracePlace(of handle: SessionHandle) -> Principal? { Principal("rotation:\(handle)") }
}

extension SessionKey {
    /// The key under which it is remembered that this one was replaced: not the hash of any secret.
    var trace: SessionKey { SessionKey(hashing: "mooring rotation " + hexadecimal) }
}
