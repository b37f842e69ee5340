import Synchronization

extension MigratingStorage {
    /// Looks whether the mirror answers a load as the authority does, and lists the session when it does not.
    ///
    /// A failure of the mirror is noted and keeps nobody from the answer.
    func shadow(_ key: SessionKey, _ outcome: LoadOutcome, _ pair: Pair, at now: Timestamp) async {
        guard let mirror = pair.mirror, !isWriting(key) else { return }
        let moment = clock.now
        guard state.withLock({ $0.restsUntil.map { $0 <= moment } ?? true }) else { return }
        var outcome = outcome
        for _ in 0..<Limits.shadowLooks {
            let other: LoadOutcome
            do throws(StorageError) {
                other = try await mirror.load(key, at: now)
            } catch {
                // A caller who gave up says nothing of the mirror.
                if !Task.isCancelled { state.withLock { $0.fail(error, at: moment) } }
                return
            }
            if outcome.isAlike(other) || isWriting(key) { return state.withLock { $0.counts.shadowed += 1 } }
            // It may have been written between the two; an authority that fails now tells nothing of the mirror.
            guard let again = try? await pair.authority.load(key, at: now) else { return }
            outcome = again
        }
        state.withLock { state in
            state.counts.shadowed += 1
            state.counts.differed += 1
            state.failures += 1
            state.isComplete = false
        }
        list([.session(key)])
    }

    private func isWriting(_ key: SessionKey) -> Bool {
        state.withLock { $0.writing[key] != nil }
    }
}

extension LoadOutcome {
    /// Whether two stores answer the same but for the reason of an end, which a sweep may have forgotten in one.
    func isAlike(_ other: LoadOutcome) -> Bool {
        switch (self, other) {
        case (.live(let record), .live(let shown)): record == shown
        case (.live, _), (_, .live): false
        default: true
        }
    }
}
