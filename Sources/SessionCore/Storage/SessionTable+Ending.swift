extension SessionTable {
    /// The rule of ``SessionStorage/rotate(_:with:expecting:at:)``.
    ///
    /// The state of the old key is looked at first, then the version, then whether the new key is free, then whether the
    /// owner's epoch lets a session of this instant in.
    /// Throws `tooLarge` for a payload over ``Limits/storedPayloadBytes``.
    public func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) throws(StorageError) -> SessionDecision<RotateOutcome> {
        if let payload = rotation.payload { try SessionTable.check(payload) }
        switch state(of: key, at: now) {
        case .absent: return SessionDecision(.absent)
        case .gone(let reason): return SessionDecision(.gone(reason))
        case .live(let record) where record.version != version: return SessionDecision(.conflict(record))
        case .live where entries[rotation.newKey] != nil: return SessionDecision(.duplicate)
        case .live(let record):
            let rotated = record.rotated(by: rotation, at: now)
            if let epoch = epochs[rotated.owner], rotated.authenticatedAt <= epoch {
                return SessionDecision(.gone(.revoked))
            }
            let grace = rotation.graceUntil.map { Tombstone.Grace(successor: rotation.newKey, until: $0) }
            let tombstone = Tombstone(of: record, reason: .superseded, endedAt: now, grace: grace)
            return SessionDecision(.rotated(rotated.version), .rotated(key, tombstone, into: rotated))
        }
    }

    /// The rule of ``SessionStorage/revoke(_:reason:at:)``.
    public func revoke(_ key: SessionKey, reason: EndReason, at now: Timestamp) -> SessionDecision<RevokeOutcome> {
        let key = destination(of: key, at: now)
        switch entries[key] {
        case nil: return SessionDecision(.absent)
        case .ended: return SessionDecision(.revoked)
        case .live(let record):
            let tombstone = Tombstone(of: record, reason: end(of: record, at: now) ?? reason, endedAt: now)
            return SessionDecision(.revoked, .ended(key, tombstone))
        }
    }
}

extension SessionRecord {
    /// The session after a rotation: another key, perhaps another owner, the next version.
    ///
    /// With the same owner the instant of authentication never moves back, so that a session which outlived its owner's
    /// epoch outlives a rotation too.
    public func rotated(by rotation: Rotation, at now: Timestamp) -> SessionRecord {
        var record = self
        record.key = rotation.newKey
        record.owner = rotation.owner ?? owner
        record.payload = rotation.payload ?? payload
        record.version = version &+ 1
        record.authenticatedAt = record.owner == owner ? max(now, authenticatedAt) : now
        record.touchedAt = now
        return record
    }
}
