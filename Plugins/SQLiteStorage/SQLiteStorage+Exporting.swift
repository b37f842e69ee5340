public import SessionCore

extension SQLiteStorage: Exportable {
    public func export(after cursor: ExportCursor?, limit: Int) async throws(StorageError) -> ExportPage {
        let place = try cursor.map { cursor throws(StorageError) in try ExportPlace(cursor) } ?? .start
        let limit = min(max(limit, 1), SessionCore.Limits.pageRecords)
        let namespace = namespace
        return try await readers.read { connection throws(StoreFailure) in
            try connection.reading { () throws(StoreFailure) in
                try place.page(of: limit, in: namespace, over: connection)
            }
        }
    }

    public func entries(of keys: [SessionKey]) async throws(StorageError) -> [StoredEntry] {
        guard keys.count <= SessionCore.Limits.pageRecords else {
            throw StorageError(.invalid, "at most \(SessionCore.Limits.pageRecords) keys are looked up at a time")
        }
        let namespace = namespace
        return try await readers.read { connection throws(StoreFailure) in
            try connection.reading { () throws(StoreFailure) in
                var entries: [StoredEntry] = []
                for key in keys {
                    let row = try SessionRow.find(key, in: namespace, over: connection, withPayload: true)
                    if let row { entries.append(.session(key, row.stored)) }
                }
                return entries
            }
        }
    }

    public func restore(_ entries: [StoredEntry]) async throws(StorageError) {
        guard entries.count <= SessionCore.Limits.pageRecords else {
            throw StorageError(.invalid, "at most \(SessionCore.Limits.pageRecords) entries are restored at a time")
        }
        var bytes = 0
        for case .session(_, .live(let record)) in entries {
            guard record.payload.count <= SessionCore.Limits.storedPayloadBytes else {
                throw StorageError(.tooLarge, "a payload of \(record.payload.count) bytes cannot be restored")
            }
            bytes += record.payload.count
        }
        try await writer.write(bytes: bytes) { transaction throws(StoreFailure) in
            for entry in entries { try transaction.restore(entry) }
        }
    }
}
