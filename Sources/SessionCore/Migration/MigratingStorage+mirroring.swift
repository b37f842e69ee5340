import Synchronization

extension MigratingStorage {
    /// Writes to the authority, and what its keys hold then to the mirror.
    ///
    /// - Parameters:
    ///   - isRotation: whether the first key moves to the second.
    ///   - body: the write; answers the outcome, and whether it changed anything.
    func write<Outcome: Sendable>(
        _ keys: [SessionKey], isRotation: Bool = false,
        _ body: (any MigratableStorage) async throws(StorageError) -> (Outcome, Bool)
    ) async throws(StorageError) -> Outcome {
        let pair = try await enter()
        defer { leave() }
        return try await write(keys, isRotation: isRotation, to: pair, body)
    }

    /// The same for a call that has entered, and changes epochs too; with a watch, also what others wrote meanwhile.
    func write<Outcome: Sendable>(
        _ keys: [SessionKey], _ epochs: [MirroredEntry] = [], isRotation: Bool = false, watch: UInt64? = nil,
        to pair: Pair,
        _ body: (any MigratableStorage) async throws(StorageError) -> (Outcome, Bool)
    ) async throws(StorageError) -> Outcome {
        guard let mirror = pair.mirror else { return try await body(pair.authority).0 }
        begin(keys, isRotation: isRotation, watch: watch)
        var isPending = false
        defer { end(keys, isRotation: isRotation && !isPending) }
        do throws(StorageError) {
            let (outcome, isChange) = try await body(pair.authority)
            if isChange {
                isPending = await !reflect(entries(epochs, keys, watch), from: pair.authority, into: mirror)
            }
            return outcome
        } catch {
            if error.code == .unknown {
                isPending = true
                list(entries(epochs, keys, watch), settles: clock.now.advanced(by: Limits.unknownSettles))
            }
            throw error
        }
    }

    /// What a write may have changed, now that the authority has answered.
    private func entries(_ epochs: [MirroredEntry], _ keys: [SessionKey], _ watch: UInt64?) -> [MirroredEntry] {
        let others = watch.map { watch in state.withLock { $0.watches.seen(by: watch) } } ?? []
        return epochs + keys.map(MirroredEntry.session) + others.subtracting(keys).map(MirroredEntry.session)
    }

    /// Has the mirror hold what the authority does; what cannot be is listed. Answers whether it could.
    private func reflect(
        _ entries: [MirroredEntry], from authority: any MigratableStorage, into mirror: any MigratableStorage
    ) async -> Bool {
        let now = clock.now
        let isResting = state.withLock { state in
            // A clock that was set back prolongs no rest.
            state.restsUntil.map { $0 > now && $0.since(now) <= Limits.mirrorRest } ?? false
        }
        if !isResting {
            do throws(StorageError) {
                try await put(try await read(entries, from: authority), into: mirror)
                state.withLock { state in
                    state.counts.mirrored += 1
                    state.restsUntil = nil
                    state.problem = nil
                }
                return true
            } catch {
                // Noted by whoever writes to the mirror; a failure to read is none of it.
            }
        }
        list(entries)
        return false
    }

    /// Writes entries into the mirror, and notes when that fails.
    func put(_ entries: [StoredEntry], into mirror: any MigratableStorage) async throws(StorageError) {
        do throws(StorageError) {
            try await MigrationBatches.restore(entries, into: mirror)
        } catch {
            // A caller who gave up says nothing of the mirror.
            if !Task.isCancelled { state.withLock { $0.fail(error, at: clock.now) } }
            throw error
        }
    }

    /// What a store holds of some things, old keys of rotations before the new ones.
    func read(
        _ entries: [MirroredEntry], from authority: any MigratableStorage
    ) async throws(StorageError) -> [StoredEntry] {
        var found: [StoredEntry] = []
        var keys: [SessionKey] = []
        for entry in entries {
            switch entry {
            case .epoch(let principal):
                if let instant = try await authority.epoch(of: principal) { found.append(.epoch(principal, instant)) }
            case .session(let key):
                keys += state.withLock { $0.divergences.path(to: key) }
            }
        }
        var seen: Set<SessionKey> = []
        for _ in 0...Limits.graceSteps where !keys.isEmpty {
            let new = keys.filter { seen.insert($0).inserted }
            var next: [SessionKey] = []
            for first in stride(from: 0, to: new.count, by: Limits.pageRecords) {
                let page = try await authority.entries(
                    of: Array(new[first..<min(new.count, first + Limits.pageRecords)]))
                found += page
                // What a call made of an old key in its grace, it made of where that leads.
                next += page.compactMap(\.successor)
            }
            keys = next
        }
        return found
    }

    /// Lists what the mirror lacks. With more than is remembered, the copier has to begin anew.
    func list(_ entries: [MirroredEntry], settles: Timestamp? = nil) {
        state.withLock { state in
            guard state.mirror != nil else { return }
            state.divergences.add(entries, settles: settles)
            if state.divergences.count > Limits.divergences { state.loseCount() }
        }
    }

    private func begin(_ keys: [SessionKey], isRotation: Bool, watch: UInt64?) {
        state.withLock { state in
            for key in keys { state.writing[key, default: 0] += 1 }
            state.watches.note(keys, except: watch)
            if isRotation { state.divergences.begin(rotationTo: keys[1], from: keys[0]) }
        }
    }

    private func end(_ keys: [SessionKey], isRotation: Bool) {
        state.withLock { state in
            for key in keys {
                let count = (state.writing[key] ?? 1) - 1
                state.writing[key] = count > 0 ? count : nil
            }
            if isRotation { state.divergences.end(rotationTo: keys[1]) }
        }
    }
}

extension MigratingStorage.State {
    /// The mirror is left alone for a while. What was down may have lost what it held: all is looked at again.
    mutating func fail(_ error: StorageError, at now: Timestamp) {
        restsUntil = now.advanced(by: Limits.mirrorRest)
        problem = error.description
        failures += 1
        isComplete = false
    }

    /// Too much is missing to remember: all has to be copied again.
    mutating func loseCount() {
        divergences.clear()
        isComplete = false
        generation += 1
        counts.restarts += 1
    }
}

extension StoredEntry {
    /// Where a rotated key leads in its grace.
    var successor: SessionKey? {
        guard case .session(_, .ended(let tombstone)) = self else { return nil }
        return tombstone.grace?.successor
    }
}
