extension SessionTable {
    /// The rule of ``Exportable/restore(_:)`` for one entry: what has to change, and nothing when that is known already.
    public func restore(_ entry: StoredEntry) -> [SessionChange] {
        switch entry {
        case .epoch(let principal, let instant):
            if let epoch = epochs[principal], instant <= epoch { return [] }
            return [.epochRaised(principal, to: instant)]
        case .session(let key, .ended(let tombstone)):
            if case .ended = entries[key] { return [] }
            return [.ended(key, tombstone)]
        case .session(let key, .live(let record)):
            return restore(record, under: key)
        }
    }

    private func restore(_ record: SessionRecord, under key: SessionKey) -> [SessionChange] {
        switch entries[key] {
        case .ended: return []
        case .live(let present):
            let merged = present.merged(with: record)
            return merged == present ? [] : [.stored(merged)]
        case nil: break
        }
        guard let holder = handles[record.handle], case .live(let present) = entries[holder] else {
            // The handle of a session that has ended stays in use: the same session cannot live again elsewhere.
            return handles[record.handle] == nil ? [.stored(record)] : []
        }
        if present.version >= record.version { return [.ended(key, superseded(record))] }
        return [.ended(holder, superseded(present)), .stored(record)]
    }

    /// The tombstone of the lower version of one session under two keys: what a rotation leaves, without a grace.
    private func superseded(_ record: SessionRecord) -> Tombstone {
        Tombstone(of: record, reason: .superseded, endedAt: record.touchedAt)
    }
}

extension SessionRecord {
    /// The one of two states of a session that came later: the higher version, and the later of all that only moves on.
    func merged(with other: SessionRecord) -> SessionRecord {
        var merged = other.version > version ? other : self
        merged.idleDeadline = max(idleDeadline, other.idleDeadline)
        merged.touchedAt = max(touchedAt, other.touchedAt)
        merged.authenticatedAt = max(authenticatedAt, other.authenticatedAt)
        return merged
    }
}
