import Synchronization

/// A store that can be moved into another while it is in use.
///
/// One store is the authority: it alone decides and answers. While there is a second, the mirror, what a key holds in the
/// authority after a write is written there too, before the caller is answered; what cannot be is listed and made good
/// later. What was there before is copied and compared by ``synchronize()``. ``swap(acceptingLoss:record:)`` makes the
/// mirror the authority in one step, and the authority the mirror, so that the way back loses nothing.
///
/// A mirror is never swept: its deadlines may be behind those of the authority, and what a sweep ended stays ended.
/// There is no feed of the pair and no leases: positions and fencing tokens of two stores are not comparable.
package final class MigratingStorage: Sendable {
    /// Both stores, and what is known about the difference between them.
    struct State: Sendable {
        var authority: any MigratableStorage
        var mirror: (any MigratableStorage)?
        /// Whether the mirror holds all that the authority does, but what is listed.
        var isComplete = false
        /// Rises whenever the stores change or completeness is lost: what began before does not count after.
        var generation: UInt64 = 0
        var divergences = DivergenceList()
        /// How often the mirror failed or was found to differ: it may have lost what it held, and is compared again.
        var failures = 0
        /// Keys with a write under way.
        var writing: [SessionKey: Int] = [:]
        var watches = WriteWatches()
        /// Until when the mirror is not asked after a failure.
        var restsUntil: Timestamp?
        var problem: String?
        var progress: MigrationProgress?
        var counts = MigrationStatus.Counts()
        var gate = CallGate()
    }

    /// The stores as one call sees them from its beginning to its end.
    struct Pair: Sendable {
        let authority: any MigratableStorage
        let mirror: (any MigratableStorage)?
        let isComplete: Bool
        let generation: UInt64
        let failures: Int

        init(_ state: borrowing State) {
            authority = state.authority
            mirror = state.mirror
            isComplete = state.isComplete
            generation = state.generation
            failures = state.failures
        }
    }

    let state: Mutex<State>
    let clock: any SessionClock
    let wait: @Sendable (Duration) async throws -> Void

    /// Begins with one store.
    ///
    /// - Parameter wait: how to wait; a server passes `Task.sleep`.
    package init(
        _ storage: any MigratableStorage, clock: any SessionClock,
        wait: @escaping @Sendable (Duration) async throws -> Void
    ) {
        state = Mutex(State(authority: storage))
        self.clock = clock
        self.wait = wait
    }

    /// How the two stores stand.
    package var status: MigrationStatus {
        state.withLock { state in
            MigrationStatus(
                isMirroring: state.mirror != nil, isComplete: state.isComplete, divergences: state.divergences.count,
                progress: state.progress, counts: state.counts, problem: state.problem)
        }
    }

    /// The public names of sessions that are listed as missing, at most so many; those that the authority still holds.
    package func divergentHandles(limit: Int) async throws(StorageError) -> [SessionHandle] {
        let (authority, keys) = state.withLock { state in
            let keys = state.divergences.marks.keys.lazy.compactMap { entry in
                if case .session(let key) = entry { key } else { nil }
            }
            return (state.authority, Array(keys.prefix(min(limit, Limits.pageRecords))))
        }
        guard !keys.isEmpty else { return [] }
        let found = try await authority.entries(of: keys).compactMap { entry in
            if case .session(_, let stored) = entry { stored.handle } else { nil }
        }
        return Set(found).sorted()
    }
}
