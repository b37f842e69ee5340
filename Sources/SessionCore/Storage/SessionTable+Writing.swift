extension SessionTable {
    /// The rule of ``SessionStorage/create(_:)``.
    ///
    /// Throws `tooLarge` for a payload over ``Limits/storedPayloadBytes``, `invalid` for a version that is not 1.
    public func create(_ record: SessionRecord) throws(StorageError) -> SessionDecision<CreateOutcome> {
        try SessionTable.check(record.payload)
        guard record.version == 1 else { throw StorageError(.invalid, "a session is created in version 1") }
        guard entries[record.key] == nil, handles[record.handle] == nil else { return SessionDecision(.duplicate) }
        if let epoch = epochs[record.owner], record.authenticatedAt <= epoch { return SessionDecision(.gone(.revoked)) }
        return SessionDecision(.created, .stored(record))
    }

    /// The rule of ``SessionStorage/commit(_:for:expecting:idleDeadline:at:)``.
    ///
    /// Throws `tooLarge` for a payload over ``Limits/storedPayloadBytes``.
    public func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) throws(StorageError) -> SessionDecision<CommitOutcome> {
        try SessionTable.check(payload)
        switch state(of: key, at: now) {
        case .absent: return SessionDecision(.absent)
        case .gone(let reason): return SessionDecision(.gone(reason))
        case .live(let record) where record.version != version: return SessionDecision(.conflict(record))
        case .live(let record):
            let deadline = idleDeadline.map(record.idleDeadline(movedTo:)) ?? record.idleDeadline
            let change = SessionChange.committed(
                key, payload: payload, version: version &+ 1, idleDeadline: deadline, touchedAt: now)
            return SessionDecision(.committed(version &+ 1), change)
        }
    }

    /// The rule of ``SessionStorage/touch(_:idleDeadline:at:)``.
    public func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) -> SessionDecision<TouchOutcome> {
        switch state(of: key, at: now) {
        case .absent: return SessionDecision(.absent)
        case .gone(let reason): return SessionDecision(.gone(reason))
        case .live(let record):
            let deadline = record.idleDeadline(movedTo: idleDeadline)
            return SessionDecision(.touched(deadline), .touched(key, idleDeadline: deadline, touchedAt: now))
        }
    }

    static func check(_ payload: [UInt8]) throws(StorageError) {
        guard payload.count <= Limits.storedPayloadBytes else {
            throw StorageError(.tooLarge, "a payload of \(payload.count) bytes is over \(Limits.storedPayloadBytes)")
        }
    }
}

extension SessionRecord {
    /// Where a touch moves the idle deadline: forward, but never beyond the absolute one.
    public func idleDeadline(movedTo requested: Timestamp) -> Timestamp {
        max(idleDeadline, min(requested, absoluteDeadline))
    }
}
