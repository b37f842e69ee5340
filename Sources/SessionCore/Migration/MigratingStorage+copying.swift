import Synchronization

extension MigratingStorage {
    /// Brings the mirror up to the authority: makes good what is listed, and copies and compares everything if that was
    /// not done yet. It may be cancelled at any place and called again; only one may run.
    ///
    /// Throws a ``StorageError`` when a store failed, a ``MigrationRefusal`` for what a person has to look at.
    package func synchronize() async throws {
        let pair = state.withLock { Pair($0) }
        guard let mirror = pair.mirror else { return }
        guard !pair.isComplete else { return try await repair() }
        do {
            try await synchronize(pair, mirror)
        } catch let error as StorageError {
            state.withLock { $0.problem = error.description }
            throw error
        }
    }

    private func synchronize(_ pair: Pair, _ mirror: any MigratableStorage) async throws {
        defer { state.withLock { $0.progress = nil } }
        try await check(pair, mirror)
        // What has ended comes first, so that nothing revoked is ever live in the mirror.
        let total = try await fill(.ended, nil, pair, mirror)
        _ = try await fill(.live, total, pair, mirror)
        try await repair()
        try await compare(total, pair, mirror)
        state.withLock { state in
            guard state.generation == pair.generation, state.failures == pair.failures else { return }
            state.isComplete = true
            state.problem = nil
        }
    }

    /// Makes good what is listed.
    func repair() async throws(StorageError) {
        let (pair, marks) = state.withLock { (Pair($0), $0.divergences.marks) }
        guard let mirror = pair.mirror else { return }
        for (entry, mark) in marks {
            try await put(try await read([entry], from: pair.authority), into: mirror)
            state.withLock { $0.divergences.settle(entry, mark, at: clock.now) }
        }
    }

    /// Looks for sessions that the mirror holds as live and the authority does not know: they would come back to life.
    private func check(_ pair: Pair, _ mirror: any MigratableStorage) async throws {
        _ = try await walk(.checking, nil, pair, over: mirror) { entries in
            let now = clock.now
            try await refuseLaterEpochs(entries, pair, at: now)
            let live = entries.filter { $0.isLive(at: now) }
            let known = Set(try await pair.authority.entries(of: live.compactMap(\.key)).compactMap(\.key))
            var (count, first): (Int, SessionHandle?) = (0, nil)
            for case .session(let key, let stored) in live where !known.contains(key) {
                guard case .live = try await mirror.load(key, at: now) else { continue }
                count += 1
                first = first ?? stored.handle
            }
            // One page with some says enough: a person has to look.
            guard let first else { return }
            throw MigrationRefusal(
                "the other store holds live sessions that are not known here, at least \(count), \(first) among them; "
                    + "they would come back to life. Take an empty store, or another namespace or prefix of it")
        }
    }

    /// Looks for epochs of the mirror that would end what is live in the authority.
    private func refuseLaterEpochs(_ entries: [StoredEntry], _ pair: Pair, at now: Timestamp) async throws {
        for case .epoch(let principal, let instant) in entries {
            if let known = try await pair.authority.epoch(of: principal), known >= instant { continue }
            var cursor: SessionHandle?
            repeat {
                let page = try await pair.authority.sessions(
                    of: principal, after: cursor, limit: Limits.pageRecords, at: now)
                if let record = page.records.first(where: { $0.authenticatedAt <= instant }) {
                    throw MigrationRefusal(
                        "the other store has ended all sessions of somebody who is signed in here, \(record.handle) among "
                            + "them. Take an empty store, or another namespace or prefix of it")
                }
                cursor = page.next
            } while cursor != nil
        }
    }

    private func fill(
        _ step: MigrationProgress.Step, _ total: Int?, _ pair: Pair, _ mirror: any MigratableStorage
    ) async throws -> Int {
        try await walk(step, total, pair, over: pair.authority) { entries in
            let part = entries.filter { $0.isSession == (step == .live) }
            // A rotation under way is written with its old key first, or its grace is lost.
            let paths = state.withLock { state in
                part.compactMap(\.key).flatMap { state.divergences.path(to: $0).dropLast() }
            }
            let before =
                paths.isEmpty ? [] : try await pair.authority.entries(of: Array(paths.prefix(Limits.pageRecords)))
            try await MigrationBatches.restore(before + part, into: mirror)
            state.withLock { $0.counts.copied += part.count }
        }
    }

    /// Walks through a store page by page, for as long as the pair is what it was; answers how many entries it met.
    func walk(
        _ step: MigrationProgress.Step, _ total: Int?, _ pair: Pair, over store: any MigratableStorage,
        _ body: ([StoredEntry]) async throws -> Void
    ) async throws -> Int {
        state.withLock { $0.progress = MigrationProgress(step: step, total: total, began: clock.now) }
        var cursor: ExportCursor?
        var read = 0
        repeat {
            try Task.checkCancellation()
            let page = try await store.export(after: cursor, limit: Limits.pageRecords)
            if !page.entries.isEmpty { try await body(page.entries) }
            read += page.entries.count
            cursor = page.next
            let isCurrent = state.withLock { state in
                state.progress?.read = read
                return state.generation == pair.generation
            }
            guard isCurrent else { throw MigrationRefusal("more is missing than can be listed; the copy begins anew") }
        } while cursor != nil
        return read
    }
}

extension StoredEntry {
    /// The key of a session, or nothing for an epoch.
    var key: SessionKey? {
        if case .session(let key, _) = self { key } else { nil }
    }

    /// Whether it is a session that nothing has ended.
    var isSession: Bool {
        if case .session(_, .live) = self { true } else { false }
    }

    /// Whether it is a session whose deadlines lie ahead.
    func isLive(at now: Timestamp) -> Bool {
        if case .session(_, .live(let record)) = self { record.deadline > now } else { false }
    }
}
