public import SessionCore

extension RedisStorage: Exportable {
    /// Sessions come in the order of their keys, epochs after them in the order in which they rose. A page that would be
    /// larger than `pageBytes` has fewer entries than asked for.
    public func export(after cursor: ExportCursor?, limit: Int) async throws(StorageError) -> ExportPage {
        let limit = Int64(min(max(limit, 1), SessionCore.Limits.pageRecords))
        let place = try ExportPlace(cursor)
        switch place {
        case .sessions(let key): return try await exportSessions(after: key, limit: limit)
        case .epochs(let generation): return try await exportEpochs(after: generation, limit: limit)
        }
    }

    private func exportSessions(after key: SessionKey?, limit: Int64) async throws(StorageError) -> ExportPage {
        let reply = try ScriptReply(
            await run(
                .export, on: "k",
                [key.map { .key($0) } ?? .bytes([]), .integer(limit), .integer(Int64(SessionCore.Limits.pageBytes))]))
        var entries: [StoredEntry] = []
        for index in stride(from: 1, to: reply.count, by: 2) {
            let key = try reply.key(index)
            entries.append(.session(key, try StoredValue.entry(reply.bytes(index + 1), key: key)))
        }
        let isThrough = try reply.bytes(0).isEmpty
        return ExportPage(
            entries: entries,
            next: isThrough
                ? ExportPlace.epochs(after: nil).cursor : ExportPlace.sessions(after: try reply.key(0)).cursor)
    }

    private func exportEpochs(after generation: UInt64?, limit: Int64) async throws(StorageError) -> ExportPage {
        let from = generation.map { "(\($0)" } ?? "-inf"
        let reply = try ScriptReply(await run(.exportEpochs, on: "eg", [.text(from), .integer(limit)]))
        var entries: [StoredEntry] = []
        var last: UInt64?
        for index in stride(from: 0, to: reply.count, by: 3) {
            guard let number = UInt64(try reply.text(index)), let principal = Principal(try reply.text(index + 1))
            else {
                throw ScriptReply.strange
            }
            last = number
            if try reply.bytes(index + 2).isEmpty { continue }
            entries.append(.epoch(principal, try reply.instant(index + 2)))
        }
        let isFull = reply.count == 3 * Int(limit)
        return ExportPage(entries: entries, next: isFull ? last.map { ExportPlace.epochs(after: $0).cursor } : nil)
    }

    public func entries(of keys: [SessionKey]) async throws(StorageError) -> [StoredEntry] {
        let most = SessionCore.Limits.pageRecords
        guard keys.count <= most else {
            throw StorageError(.invalid, "\(keys.count) keys at once; at most \(most) are looked up")
        }
        var entries: [StoredEntry] = []
        // Few at a time: one answer holds all their payloads.
        for first in stride(from: 0, to: keys.count, by: Limits.lookupKeys) {
            let part = keys[first..<min(keys.count, first + Limits.lookupKeys)]
            let arguments = [.text("MGET")] + part.map { RedisArgument.keyed(sessionBase, $0) }
            let reply = try await client.call(RedisCommand(arguments: arguments, isWrite: false))
            guard case .array(let values) = reply, values.count == part.count else {
                if case .error(let text) = reply { throw ScriptReply.failure(text) }
                throw ScriptReply.strange
            }
            for (key, value) in zip(part, values) {
                guard case .string(let bytes) = value else { continue }
                entries.append(.session(key, try StoredValue.entry(bytes, key: key)))
            }
        }
        return entries
    }

    public func restore(_ entries: [StoredEntry]) async throws(StorageError) {
        let most = SessionCore.Limits.pageRecords
        guard entries.count <= most else {
            throw StorageError(.invalid, "\(entries.count) entries at once; at most \(most) are restored")
        }
        guard !entries.isEmpty else { return }
        var (arguments, bytes): ([RedisArgument], Int) = ([], 0)
        for entry in entries {
            switch entry {
            case .epoch(let principal, let instant):
                arguments += [.text("e"), .text(principal.text), .instant(instant)]
            case .session(let key, let session):
                let value = try RedisStorage.value(of: session, key: key)
                bytes += value.count
                arguments += [.text("s"), .key(key), .bytes(value)]
            }
        }
        guard bytes <= Limits.restoreBytes else {
            throw StorageError(.tooLarge, "\(bytes) bytes at once; at most \(Limits.restoreBytes) are restored")
        }
        _ = try await run(.restore, on: "k", arguments)
    }

    private static func value(of session: StoredSession, key: SessionKey) throws(StorageError) -> [UInt8] {
        if case .live(let record) = session {
            let most = SessionCore.Limits.storedPayloadBytes
            guard record.payload.count <= most else {
                throw StorageError(.tooLarge, "a payload of \(record.payload.count) bytes is over \(most)")
            }
            guard record.key == key else { throw StorageError(.invalid, "a session under a key that is not its own") }
        }
        return StoredValue.bytes(of: session)
    }
}
