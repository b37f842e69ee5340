extension SessionTable {
    /// The rule of ``Exportable/export(after:limit:)`` for a store that has everything in a table: sessions by key, then
    /// epochs by principal.
    ///
    /// Throws `invalid` for a cursor that is none of these.
    public func export(after cursor: ExportCursor?, limit: Int) throws(StorageError) -> ExportPage {
        let limit = min(max(limit, 1), Limits.pageRecords)
        let place = try cursor.map(ExportPlace.init(cursor:))
        // One more than the page has room for says whether it is the last.
        var places = sessions(after: place, limit: limit + 1)
        if places.count <= limit { places += principals(after: place, limit: limit + 1 - places.count) }
        var room = ExportRoom()
        let found = places.prefix(limit).prefix { place in
            guard case .session(let key) = place, let session = entries[key] else { return true }
            return room.takes(session)
        }
        return ExportPage(
            entries: found.compactMap(entry), next: places.count > found.count ? found.last?.cursor : nil)
    }

    /// The rule of ``Exportable/entries(of:)``.
    public func entries(of keys: [SessionKey]) throws(StorageError) -> [StoredEntry] {
        guard keys.count <= Limits.pageRecords else {
            throw StorageError(.invalid, "\(keys.count) keys are looked up at once, over \(Limits.pageRecords)")
        }
        return keys.compactMap { entry(at: .session($0)) }
    }

    private func sessions(after place: ExportPlace?, limit: Int) -> [ExportPlace] {
        switch place {
        case nil: entries.elements(after: nil, limit: limit).map { .session($0.key) }
        case .session(let key): entries.elements(after: key, limit: limit).map { .session($0.key) }
        case .epoch: []
        }
    }

    /// It looks at all epochs once: to keep them in order would cost each something, for a walk that is rare.
    private func principals(after place: ExportPlace?, limit: Int) -> [ExportPlace] {
        var first = SmallestElements<ExportPlace>(limit)
        for principal in epochs.keys { first.insert(.epoch(principal), after: place) }
        return first.sorted
    }

    private func entry(at place: ExportPlace) -> StoredEntry? {
        switch place {
        case .session(let key): entries[key].map { .session(key, $0) }
        case .epoch(let principal): epochs[principal].map { .epoch(principal, $0) }
        }
    }
}
