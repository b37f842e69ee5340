public import SessionCore
import Synchronization

extension FileStorage: Exportable {
    public func export(after cursor: ExportCursor?, limit: Int) async throws(StorageError) -> ExportPage {
        let place = try cursor.map { cursor throws(StorageError) in try ExportPlace(cursor) } ?? .epochs(nil)
        let limit = min(max(limit, 1), SessionCore.Limits.pageRecords)
        return try await read(nil) { place.page(of: $0, limit: limit) }
    }

    public func restore(_ entries: [StoredEntry]) async throws(StorageError) {
        guard entries.count <= SessionCore.Limits.pageRecords else {
            throw StorageError(
                .invalid, "\(entries.count) entries are over \(SessionCore.Limits.pageRecords); restore them in parts")
        }
        for case .session(let key, .live(let record)) in entries {
            guard record.payload.count <= SessionCore.Limits.storedPayloadBytes else {
                throw StorageError(
                    .tooLarge,
                    "a payload of \(record.payload.count) bytes is over \(SessionCore.Limits.storedPayloadBytes)")
            }
            guard record.key == key else {
                throw StorageError(.invalid, "a session stands under another key than its own; nothing was restored")
            }
        }
        _ = try await enter { $0.restore(entries, waiter: $1) }
    }

    public func entries(of keys: [SessionKey]) async throws(StorageError) -> [StoredEntry] {
        try await read(nil) { board in Result { () throws(StorageError) in try board.table.entries(of: keys) } }.get()
    }
}
