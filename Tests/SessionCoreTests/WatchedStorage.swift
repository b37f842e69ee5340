import MemoryStorage
import SessionCore
import Synchronization

/// A store that can be copied into, remembers what was restored in which order, and fails when it is told to.
final class WatchedStorage: Exportable {
    private struct State {
        var restored: [[StoredEntry]] = []
        var endedUnderWay = 0
        var fault: Int?
        var isLosing = false
    }

    let memory = MemoryStorage()
    private let state = Mutex(State())
    /// How often a page of what has ended lets others go first.
    private let patience: Int

    init(patience: Int = 0) {
        self.patience = patience
    }

    /// The calls that restored something, in the order in which they began.
    var restored: [[StoredEntry]] { state.withLock { $0.restored } }

    /// Lets the call of this number fail, counted from 0, and those after it.
    func fail(at number: Int?) {
        state.withLock { state in state.fault = number.map { state.restored.count + $0 } }
    }

    /// Lets the next call fail as one whose end nobody knows, and no other.
    func loseOne() {
        state.withLock { $0.isLosing = true }
    }

    func restore(_ entries: [StoredEntry]) async throws(StorageError) {
        let isFaulty = state.withLock { state in
            state.restored.append(entries)
            return state.fault.map { state.restored.count > $0 } ?? false
        }
        if isFaulty { throw StorageError(.full, "the store of this test has no room") }
        let isLost = state.withLock { state in
            defer { state.isLosing = false }
            return state.isLosing
        }
        if isLost { throw StorageError(.unknown, "the store of this test did not answer") }
        guard entries.contains(where: { $0.pass == .ended }) else {
            guard state.withLock({ $0.endedUnderWay == 0 }) else {
                throw StorageError(.invalid, "a session is restored before all that has ended")
            }
            return try await memory.restore(entries)
        }
        state.withLock { $0.endedUnderWay += 1 }
        defer { state.withLock { $0.endedUnderWay -= 1 } }
        for _ in 0..<patience { await Task.yield() }
        try await memory.restore(entries)
    }

    func export(after cursor: ExportCursor?, limit: Int) async throws(StorageError) -> ExportPage {
        try await memory.export(after: cursor, limit: limit)
    }

    func entries(of keys: [SessionKey]) async throws(StorageError) -> [StoredEntry] {
        try await memory.entries(of: keys)
    }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try await memory.create(record)
    }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        try await memory.load(key, at: now)
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try await memory.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
    }

    func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try await memory.touch(key, idleDeadline: idleDeadline, at: now)
    }

    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try await memory.rotate(key, with: rotation, expecting: version, at: now)
    }

    func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try await memory.revoke(key, reason: reason, at: now)
    }
}
