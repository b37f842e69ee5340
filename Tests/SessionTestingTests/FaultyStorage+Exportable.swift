import SessionCore
import SessionTesting

extension FaultyStorage: Exportable {
    func export(after cursor: ExportCursor?, limit: Int) async throws(StorageError) -> ExportPage {
        try with { world throws(StorageError) in
            switch fault {
            case .exportsOnlyTheLive:
                var page = try world.table.export(after: cursor, limit: limit)
                page.entries.removeAll { entry in
                    if case .session(_, .ended) = entry { true } else { false }
                }
                return page
            case .exportsByPosition: return try byPosition(world, cursor, limit)
            case .exportsPagesOfAnySize:
                var page = try world.table.export(after: cursor, limit: limit)
                while let next = page.next, page.entries.count < limit {
                    let more = try world.table.export(after: next, limit: limit - page.entries.count)
                    page = ExportPage(entries: page.entries + more.entries, next: more.next)
                }
                return page
            default: return try world.table.export(after: cursor, limit: limit)
            }
        }
    }

    func restore(_ entries: [StoredEntry]) async throws(StorageError) {
        if fault == .restoresHalf {
            try with { world in
                for entry in entries.prefix(entries.count / 2) { apply(entry, to: &world) }
            }
            await Task.yield()
            if Task.isCancelled { throw StorageError(.unavailable, "cancelled") }
        }
        guard entries.count <= Limits.pageRecords || fault == .restoresAnyNumber else {
            throw StorageError(.invalid, "too many entries")
        }
        try with { world in for entry in entries { apply(entry, to: &world) } }
    }

    func entries(of keys: [SessionKey]) async throws(StorageError) -> [StoredEntry] {
        try with { world throws(StorageError) in
            let entries = try world.table.entries(of: keys)
            guard fault == .looksUpOnlyTheLive else { return entries }
            return entries.filter { entry in if case .session(_, .live) = entry { true } else { false } }
        }
    }

    private func apply(_ entry: StoredEntry, to world: inout FaultyWorld) {
        switch (fault, entry) {
        case (.restoresOverEnds, .session(_, .live(let record))):
            world.applyQuietly(.stored(record))
        case (.restoresOneHandleTwice, .session(let key, .live(let record))) where world.entries[key] == nil:
            world.applyQuietly(.stored(record))
        case (.restoresWithoutDeadlines, .session(let key, .live(var record))) where world.entries[key] == nil:
            record.idleDeadline = record.absoluteDeadline
            world.applyQuietly(.stored(record))
        case (.restoresAloud, _): for change in world.table.restore(entry) { world.apply(change) }
        default: for change in world.table.restore(entry) { world.applyQuietly(change) }
        }
    }

    /// Counts from the beginning: meets things twice or never when others come and go.
    private func byPosition(
        _ world: FaultyWorld, _ cursor: ExportCursor?, _ limit: Int
    ) throws(StorageError) -> ExportPage {
        guard let first = cursor.map({ Int($0.text) }) ?? 0 else { throw StorageError(.invalid, "no position") }
        // Newest first, as an index by insertion would have it: what comes moves all that is behind it.
        let keys = world.entries.keys.sorted().filter { key in
            if case .live = world.entries[key] { true } else { false }
        }
        let limit = min(max(limit, 1), Limits.pageRecords)
        let found = keys.dropFirst(first).prefix(limit)
        let entries = found.compactMap { key in world.entries[key].map { StoredEntry.session(key, $0) } }
        let isLast = first + limit >= keys.count
        return ExportPage(entries: entries, next: isLast ? nil : ExportCursor(String(first + limit)))
    }
}

extension FaultyStorage: HealthCheckable {
    func checkHealth(at now: Timestamp) async throws(StorageError) -> StorageHealth {
        if fault == .healthyWhenClosed { return StorageHealth() }
        return try with(at: now) { world throws(StorageError) in
            if fault == .leavesACanary {
                let canary = SessionRecord(
                    key: SessionToken.random().key, handle: .random(), kind: .terminal, owner: .workspace(.random()),
                    createdAt: now, idleDeadline: now, absoluteDeadline: now, payload: [])
                _ = try world.perform(world.create(canary))
            }
            return StorageHealth(facts: ["entries": String(world.entries.count)])
        }
    }
}
