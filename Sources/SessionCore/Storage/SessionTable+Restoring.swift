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

    /// Restores the entries of a page; throws `invalid`, before anything is changed, for more than a page may have.
    public mutating func restore(_ entries: [StoredEntry]) throws(StorageError) {
        guard entries.count <= Limits.pageRecords else {
            throw StorageError(.invalid, "\(entries.count) entries are restored at once, over \(Limits.pageRecords)")
        }
        for entry in entries { for change in restore(entry) { apply(change) } }
    }

    private func restore(_ record: SessionRecord, under key: SessionKey) -> [SessionChange] {
        switch entries[key] {
        case .ended: return []
        case .live(let present):
            let merged = present.merged(with: record)
            return merged == present ? [] : [.stored(merged)]
        case nil: break
        }
        // The tombstone of a rotated key may come before the session it moved to: such a one holds no handle.
        guard let holder = handles[record.handle], let found = entries[holder], found.isHandleHolder else {
            return [.stored(record)]
        }
        // The handle of a session that has ended stays in use: the same session cannot live again elsewhere.
        guard case .live(let present) = found else { return [] }
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
