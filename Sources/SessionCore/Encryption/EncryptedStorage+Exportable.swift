extension EncryptedStorage: Exportable where Base: Exportable {
    /// Plain entries, so that they can be restored into another namespace, another backend or under other keys. The base
    /// itself exports them as they lie; restored beneath the same namespace and keys, they open again.
    ///
    /// - Throws: `corrupt` for a session that cannot be opened: an export that leaves something out is none.
    public func export(after cursor: ExportCursor?, limit: Int) async throws(StorageError) -> ExportPage {
        var page = try await base.export(after: cursor, limit: limit)
        for (index, entry) in page.entries.enumerated() {
            guard case .session(let key, .live(let record)) = entry else { continue }
            page.entries[index] = .session(key, .live(try payloads.open(record)))
        }
        return page
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
