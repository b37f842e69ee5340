import Synchronization

extension MigratingStorage {
    /// Gives the store a mirror. From the first call after it, every write goes to both.
    package func attach(_ mirror: any MigratableStorage) async throws {
        // Writes that began without the mirror have to be in the authority before it is copied.
        try await exclusively {
            try state.withLock { state in
                guard state.mirror == nil else { throw MigrationRefusal("there is a second store already") }
                state.mirror = mirror
                state.begin()
            }
        }
    }

    /// Takes the mirror away, and gives it to the caller to close; nothing where there is none.
    ///
    /// - Parameter record: writes down that it is so, before it is; what it throws leaves everything as it was.
    package func detach(record: () async throws -> Void) async throws -> (any MigratableStorage)? {
        try await exclusively {
            try await record()
            return state.withLock { state in
                defer {
                    state.mirror = nil
                    state.begin()
                }
                return state.mirror
            }
        }
    }

    /// Makes the mirror the authority and the authority the mirror, while no call is under way.
    ///
    /// Throws, and changes nothing, when the mirror lacks anything: it is made good first, for as long as it takes.
    ///
    /// - Parameters:
    ///   - comparing: whether everything is compared once more before. It needs both stores to answer.
    ///   - acceptingLoss: take the mirror as it is; whoever says so loses what is listed.
    ///   - record: writes down that it is so, before it is; what it throws leaves everything as it was.
    package func swap(comparing: Bool, acceptingLoss: Bool = false, record: () async throws -> Void) async throws {
        if !acceptingLoss {
            try refuseIncomplete()
            try await repair(isWayBack: !comparing)
            if comparing { try await compareAgain() }
            let left = status.divergences
            guard left <= Limits.divergencesAtSwap else {
                throw MigrationRefusal("\(left) sessions are missing in the other store; wait until fewer are")
            }
        }
        try await exclusively {
            if !acceptingLoss {
                try refuseIncomplete()
                try await repair(isWayBack: !comparing)
                let left = status.divergences
                guard left == 0 else {
                    throw MigrationRefusal(
                        "of \(left) sessions it is not known yet whether their last write was carried out; nothing was "
                            + "changed, try again in \(Limits.unknownSettles)")
                }
            }
            guard let mirror = state.withLock({ $0.mirror }) else { throw MigratingStorage.noMirror }
            try await record()
            state.withLock { state in
                state.mirror = state.authority
                state.authority = mirror
                state.generation += 1
                state.restsUntil = nil
                guard acceptingLoss else { return }
                state.begin()
            }
        }
    }

    /// Makes good what is listed; on the way back from a store that cannot be read, says what a person may decide.
    private func repair(isWayBack: Bool) async throws {
        do throws(StorageError) {
            try await repair()
        } catch {
            let (isComplete, marks) = state.withLock { ($0.isComplete, $0.divergences.marks.values) }
            guard isWayBack, isComplete, !Task.isCancelled else { throw error }
            let unknown = marks.count { $0.settles != nil }
            throw MigrationRefusal(
                "\(marks.count) sessions are listed as missing in the other store, \(unknown) of them since the outcome of "
                    + "a write is unknown, and the store that answers cannot be read (\(error.message)); roll-back with "
                    + "--accept-loss goes back without these writes")
        }
    }

    /// A mirror may have lost what it held while nobody asked it.
    private func compareAgain() async throws {
        let pair = state.withLock { Pair($0) }
        guard let mirror = pair.mirror else { throw MigratingStorage.noMirror }
        defer { state.withLock { $0.progress = nil } }
        try await compare(nil, pair, mirror)
    }

    private func refuseIncomplete() throws {
        let pair = state.withLock { Pair($0) }
        guard pair.mirror != nil else { throw MigratingStorage.noMirror }
        guard pair.isComplete else {
            throw MigrationRefusal("the other store does not hold everything yet; wait until it is filled and compared")
        }
    }

    private static let noMirror = MigrationRefusal("there is no other store; it was not opened yet, or cannot be")
}

extension MigratingStorage.State {
    /// Nothing is known of the mirror.
    mutating func begin() {
        isComplete = false
        generation += 1
        divergences.clear()
        restsUntil = nil
        problem = nil
        progress = nil
        counts = MigrationStatus.Counts()
    }
}
