extension EncryptedStorage: Exportable where Base: Exportable {
    /// Plain entries, so that they can be restored into another namespace, another backend or under other keys. The base
    /// itself exports them as they lie; restored beneath the same namespace and keys, they open again.
    ///
    /// - Throws: `corrupt` for a session that cannot be opened: an export that leaves something out is none.
    public func export(after cursor: ExportCursor?, limit: Int) async throws(StorageError) -> ExportPage {
        var page = try await base.export(after: cursor, limit: limit)
        page.entries = try page.entries.map(open)
        return page
    }

    /// Plain entries, as an export has them.
    public func entries(of keys: [SessionKey]) async throws(StorageError) -> [StoredEntry] {
        try await base.entries(of: keys).map(open)
    }

    private func open(_ entry: StoredEntry) throws(StorageError) -> StoredEntry {
        guard case .session(let key, .live(let record)) = entry else { return entry }
        return .session(key, .live(try payloads.open(record)))
    }

    /// Seals what is restored for this namespace, with the present key.
    public func restore(_ entries: [StoredEntry]) async throws(StorageError) {
        var sealed: [StoredEntry] = []
        // Refused before the work of sealing it; the base has the same bound.
        guard entries.count <= Limits.pageRecords else {
            throw StorageError(.invalid, "\(entries.count) entries at once; at most \(Limits.pageRecords) are restored")
        }
        for entry in entries {
            guard case .session(let key, .live(var record)) = entry else {
                sealed.append(entry)
                continue
            }
            record.payload = try payloads.seal(record.payload, for: record.key, version: record.version)
            sealed.append(.session(key, .live(record)))
        }
        try await base.restore(sealed)
    }
}
