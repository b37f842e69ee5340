import SessionCore

/// The table, and what of it is on its way to the log.
///
/// A change is made in the table at once, so that the next decision builds on it, and undone when the log refuses it.
/// Nobody is told of it before: a reader who comes upon a key under way waits with its answer for the log.
struct Board: Sendable {
    var table: SessionTable
    var condition = Condition.open
    /// Bytes of all segments.
    var logBytes = 0
    /// What the sessions and tombstones of the table would take in a snapshot.
    private var entryBytes = 0
    /// When the group that is being filled is to be written.
    var gathering = Gathering()
    /// Whether the failure of a write was reported, and no write has succeeded since.
    var isFailureReported = false
    /// Rises whenever changes were undone: a snapshot that was begun before may hold them.
    private(set) var undoings = 0
    /// Keys of a group whose outcome is not known; nothing is said of them until the log was written anew.
    private(set) var uncertain: Set<SessionKey> = []
    private(set) var filling = WriteGroup()
    private var writing: WriteGroup?
    private var number = 0
    /// The latest group that changes a key.
    private var underWay: [SessionKey: Int] = [:]
    /// Whether a compaction runs, and the size of the log before which none is begun.
    var isCompacting = false
    var compactionBytes = Limits.compactionBytes
    /// At durability `none` nobody waits for the log.
    let isAnsweredAtOnce: Bool

    init(_ table: SessionTable, durability: Durability) {
        self.table = table
        isAnsweredAtOnce = durability == .none
        entryBytes = table.entries.values.reduce(0) { $0 + ChangeWriter.snapshotBytes(of: $1) }
    }

    /// What a snapshot of the table would take.
    var liveBytes: Int {
        entryBytes + table.epochBytes + table.epochs.count * ChangeWriter.epochBytes
    }

    /// Whether nothing waits for the log.
    var isSettled: Bool { writing == nil && filling.isEmpty }

    /// Whether the answer about a key rests on a change that is under way, here or where its rotation leads.
    func isUnderWay(_ key: SessionKey) -> Bool {
        guard !underWay.isEmpty else { return false }
        return path(from: key).contains { underWay[$0] != nil }
    }

    /// Whether the answer about a key rests on a change whose outcome is not known.
    func isUncertain(_ key: SessionKey) -> Bool {
        !uncertain.isEmpty && path(from: key).contains { uncertain.contains($0) }
    }

    /// Makes changes in the table and appends them to the group that is being filled.
    mutating func submit(_ changes: [SessionChange]) {
        ChangeWriter.append(changes, to: &filling.frames)
        for change in changes {
            if case .epochRaised = change, !isAnsweredAtOnce {
                filling.epochs.append(change)
                continue
            }
            let keys = change.keys
            let befores = keys.map { WriteGroup.Before(key: $0, stored: table.entries[$0]) }
            table.apply(change)
            for before in befores {
                entryBytes += ChangeWriter.snapshotBytes(of: table.entries[before.key])
                entryBytes -= ChangeWriter.snapshotBytes(of: before.stored)
                if !isAnsweredAtOnce { underWay[before.key] = number + 1 }
            }
            if !isAnsweredAtOnce { filling.befores += befores }
        }
    }

    /// Has somebody told when all that is under way now is in the log, or was undone.
    mutating func wait(_ waiter: @escaping WriteGroup.Waiter) {
        if filling.isEmpty, writing != nil {
            writing?.waiters.append(waiter)
        } else {
            filling.waiters.append(waiter)
        }
    }

    /// Takes the group that was filled, to be written; nothing when there is none.
    mutating func take() -> [UInt8]? {
        guard writing == nil, !filling.isEmpty else { return nil }
        var group = filling
        let frames = group.frames.bytes
        group.frames = ByteWriter()
        writing = group
        filling = WriteGroup()
        number += 1
        return frames
    }

    /// The group is in the log: whoever is returned may be told so.
    mutating func succeed(bytes: Int) -> [WriteGroup.Waiter] {
        guard let group = writing else { return [] }
        writing = nil
        isFailureReported = false
        logBytes += bytes
        for change in group.epochs { table.apply(change) }
        settle(group)
        return group.waiters
    }

    /// The group is in the log or not: its changes stay, but nothing is said of them.
    mutating func leaveUnknown(bytes: Int) -> [WriteGroup.Waiter] {
        guard let group = writing else { return [] }
        uncertain.formUnion(group.befores.map(\.key))
        return succeed(bytes: bytes)
    }

    /// Undoes the group that was written, and the one that was decided on top of it.
    mutating func undo() -> [WriteGroup.Waiter] {
        let waiters = undoFilling()
        guard let group = writing else { return waiters }
        writing = nil
        underWay = [:]
        for before in group.befores.reversed() { restore(before) }
        return waiters + group.waiters
    }

    /// Undoes the group that is being filled.
    mutating func undoFilling() -> [WriteGroup.Waiter] {
        let group = filling
        filling = WriteGroup()
        undoings += 1
        for before in group.befores.reversed() {
            restore(before)
            underWay[before.key] = nil
        }
        for before in writing?.befores ?? [] { underWay[before.key] = number }
        return group.waiters
    }

    /// Puts back frames that could not be written and whose callers were answered at once.
    mutating func putBack(_ frames: [UInt8]) -> [WriteGroup.Waiter] {
        let waiters = (writing?.waiters ?? []) + filling.waiters
        writing = nil
        filling.waiters = []
        filling.frames.bytes.insert(contentsOf: frames, at: 0)
        return waiters
    }

    /// The log was written anew and holds all that the table does.
    mutating func becomeCertain(bytes: Int) {
        uncertain = []
        undoings += 1
        logBytes = bytes
        if case .failing = condition { condition = .open }
    }

    private mutating func settle(_ group: WriteGroup) {
        for before in group.befores where underWay[before.key] == number { underWay[before.key] = nil }
    }

    private mutating func restore(_ before: WriteGroup.Before) {
        entryBytes -= ChangeWriter.snapshotBytes(of: table.entries[before.key])
        entryBytes += ChangeWriter.snapshotBytes(of: before.stored)
        switch before.stored {
        case nil: table.apply(.removed(before.key))
        case .live(let record): table.apply(.stored(record))
        case .ended(let tombstone): table.apply(.ended(before.key, tombstone))
        }
    }

    /// A key, and those that its rotations lead to.
    private func path(from key: SessionKey) -> [SessionKey] {
        var path = [key]
        while path.count <= SessionCore.Limits.graceSteps, let last = path.last,
            case .ended(let tombstone) = table.entries[last], let successor = tombstone.grace?.successor
        {
            path.append(successor)
        }
        return path
    }
}

extension SessionChange {
    /// The keys that hold something else after the change.
    fileprivate var keys: [SessionKey] {
        switch self {
        case .stored(let record): [record.key]
        case .committed(let key, _, _, _, _), .touched(let key, _, _), .authenticated(let key, _): [key]
        case .ended(let key, _), .removed(let key): [key]
        case .rotated(let key, _, let record): [key, record.key]
        case .epochRaised: []
        }
    }
}
