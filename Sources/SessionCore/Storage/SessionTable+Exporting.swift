extension SessionTable {
    /// The rule of ``Exportable/export(after:limit:)`` for a store that has everything in a table: sessions by key, then
    /// epochs by principal.
    ///
    /// Each page looks at everything once: to keep keys sorted would cost every creation something, for a walk that is
    /// rare. Throws `invalid` for a cursor that is none of these.
    public func export(after cursor: ExportCursor?, limit: Int) throws(StorageError) -> ExportPage {
        let limit = min(max(limit, 1), Limits.pageRecords)
        let place = try cursor.map(ExportPlace.init(cursor:))
        // One more than the page has room for says whether it is the last.
        var first = SmallestElements<ExportPlace>(limit + 1)
        for key in entries.keys { first.insert(.session(key), after: place) }
        if first.count <= limit { for principal in epochs.keys { first.insert(.epoch(principal), after: place) } }
        let places = first.sorted
        let found = places.prefix(limit)
        return ExportPage(
            entries: found.compactMap(entry), next: places.count > limit ? found.last?.cursor : nil)
    }

    /// The rule of ``Exportable/entries(of:)``.
    public func entries(of keys: [SessionKey]) throws(StorageError) -> [StoredEntry] {
        guard keys.count <= Limits.pageRecords else {
            throw StorageError(.invalid, "\(keys.count) keys are looked up at once, over \(Limits.pageRecords)")
        }
        return keys.compactMap { entry(at: .session($0)) }
    }

    private func entry(at place: ExportPlace) -> StoredEntry? {
        switch place {
        case .session(let key): entries[key].map { .session(key, $0) }
        case .epoch(let principal): epochs[principal].map { .epoch(principal, $0) }
        }
    }
}
