/// Entries in steps that no store finds too large.
enum MigrationBatches {
    /// Restores entries in their order, at most ``Limits/pageRecords`` and ``Limits/migrationStepBytes`` at a time.
    static func restore(_ entries: [StoredEntry], into store: any Exportable) async throws(StorageError) {
        var (batch, bytes): ([StoredEntry], Int) = ([], 0)
        for entry in entries {
            let size = payloadBytes(of: entry)
            if batch.count == Limits.pageRecords || (!batch.isEmpty && bytes + size > Limits.migrationStepBytes) {
                try await store.restore(batch)
                (batch, bytes) = ([], 0)
            }
            batch.append(entry)
            bytes += size
        }
        if !batch.isEmpty { try await store.restore(batch) }
    }

    private static func payloadBytes(of entry: StoredEntry) -> Int {
        if case .session(_, .live(let record)) = entry { record.payload.count } else { 0 }
    }
}
