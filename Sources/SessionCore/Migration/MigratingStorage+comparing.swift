import Synchronization

extension MigratingStorage {
    /// Looks whether the mirror holds everything as the authority does. Throws ``MigrationRefusal`` when it does not.
    func compare(_ total: Int?, _ pair: Pair, _ mirror: any MigratableStorage) async throws {
        var different = 0
        var example: SessionHandle?
        _ = try await walk(.comparing, total, pair, over: pair.authority) { entries in
            let found = try await differences(entries, pair, mirror)
            different += found.count
            for case .session(_, let stored) in found { example = example ?? stored.handle }
            state.withLock { $0.counts.compared += entries.count - found.count }
        }
        guard different > 0 else { return }
        let name = example.map { ", \($0) among them" } ?? ""
        throw MigrationRefusal(
            "\(different) entries are not the same in the other store\(name), and copying them again does not make them "
                + "so; does another server write there?")
    }

    /// What the mirror holds differently, after some tries to make it the same: a session that is written all the time may
    /// differ whenever it is looked at.
    private func differences(
        _ entries: [StoredEntry], _ pair: Pair, _ mirror: any MigratableStorage
    ) async throws(StorageError) -> [StoredEntry] {
        var left = try await unlike(entries, in: mirror)
        for _ in 0..<Limits.shadowLooks where !left.isEmpty { left = try await stillUnlike(left, pair, mirror) }
        return left
    }

    /// What is different still after it was copied once more.
    private func stillUnlike(
        _ first: [StoredEntry], _ pair: Pair, _ mirror: any MigratableStorage
    ) async throws(StorageError) -> [StoredEntry] {
        try await MigrationBatches.restore(try await read(first.map(\.name), from: pair.authority), into: mirror)
        // Twice, for what changes while it is looked at is mirrored by who changes it.
        let before = try await present(first, in: pair.authority)
        let unlike = try await unlike(before, in: mirror)
        guard !unlike.isEmpty else { return [] }
        let after = Set(try await present(unlike, in: pair.authority))
        return unlike.filter { entry in
            after.contains(entry)
                && state.withLock { state in
                    entry.key.map { state.writing[$0] == nil } ?? true && state.divergences.marks[entry.name] == nil
                }
        }
    }

    /// The same things as a store holds them now.
    private func present(
        _ entries: [StoredEntry], in store: any MigratableStorage
    ) async throws(StorageError) -> [StoredEntry] {
        var present = try await store.entries(of: entries.compactMap(\.key))
        for case .epoch(let principal, _) in entries {
            if let instant = try await store.epoch(of: principal) { present.append(.epoch(principal, instant)) }
        }
        return present
    }

    private func unlike(
        _ entries: [StoredEntry], in mirror: any MigratableStorage
    ) async throws(StorageError) -> [StoredEntry] {
        let now = clock.now
        var there: [MirroredEntry: StoredEntry] = [:]
        for entry in try await present(entries, in: mirror) { there[entry.name] = entry }
        return entries.filter { !$0.isKept(by: there[$0.name], at: now) }
    }
}

extension StoredEntry {
    /// By what it is found in the other store.
    var name: MirroredEntry {
        switch self {
        case .session(let key, _): .session(key)
        case .epoch(let principal, _): .epoch(principal)
        }
    }

    /// Whether a store that holds this other entry answers as one that holds this one. Deadlines may be later there: a
    /// touch may have come between the two looks.
    func isKept(by other: StoredEntry?, at now: Timestamp) -> Bool {
        switch (self, other) {
        case (.epoch(_, let instant), .epoch(_, let found)?): return found >= instant
        case (.epoch, _): return false
        case (.session(_, .ended), .session(_, .ended)?): return true
        case (.session(_, .ended(let tombstone)), nil): return tombstone.deadline <= now
        case (.session(_, .live(let record)), .session(_, .live(let found))?):
            return found.version == record.version && found.payload == record.payload
                && found.merged(with: record) == found
        case (.session(_, .live(let record)), _): return record.deadline <= now
        case (.session, _): return false
        }
    }
}
