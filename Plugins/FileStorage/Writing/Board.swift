import SessionCore

/// The table, and what of it is on its way to the log.
///
/// A change is made in the table at once, so that the next decision builds on it, and undone when the log refuses it.
/// Nobody is told of it before: a reader who comes upon a key under way, or a session whose owner's epoch is, waits with
/// its answer for the log.
struct Board: Sendable {
    var table: SessionTable
    /// What the feed tells; of what is under way it tells nothing yet.
    private(set) var feed: StoredFeed
    /// The last place that an event was given. One whose change was undone leaves its number out.
    private var lastPosition: FeedPosition
    /// The principals that have an epoch, and perhaps some whose epoch was forgotten.
    private var owners: KeyOrder<EpochOwner>
    /// The most things that were ever copied for a compaction under one hold of the lock.
    var largestCopy = 0
    /// The most records that a sweep ever ended under one hold of the lock.
    var largestSweep = 0
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
    private var uncertainKeys: Set<SessionKey> = []
    /// Principals whose epoch is of a group whose outcome is not known.
    private var uncertainOwners: Set<Principal> = []
    private(set) var filling = WriteGroup()
    private var writing: WriteGroup?
    private var number = 0
    /// The latest group that changes a key.
    private var underWay: [SessionKey: Int] = [:]
    /// The latest group that raises the epoch of a principal.
    private var epochsUnderWay: [Principal: Int] = [:]
    /// Whether a compaction runs, and the size of the log before which none is begun.
    var isCompacting = false
    var compactionBytes = Limits.compactionBytes
    /// At durability `none` nobody waits for the log.
    let isAnsweredAtOnce: Bool

    /// Whether the mark of a log at rest is to be written soon.
    var isMarkDue = false

    init(_ table: SessionTable, feed: StoredFeed = StoredFeed(), durability: Durability) {
        self.table = table
        self.feed = feed
        lastPosition = feed.feed.last
        owners = KeyOrder(table.epochs.keys.map(EpochOwner.init))
        isAnsweredAtOnce = durability == .none
        entryBytes = table.entries.values.reduce(0) { $0 + ChangeWriter.snapshotBytes(of: $1) }
    }

    /// What a snapshot of the table would take.
    var liveBytes: Int {
        entryBytes + 2 * table.epochBytes + table.epochs.count * ChangeWriter.epochBytes + feed.bytes
    }

    /// Whether nothing waits for the log.
    var isSettled: Bool { writing == nil && filling.isEmpty }

    /// Whether the answer about a key rests on a change that is under way, here or where its rotation leads.
    func isUnderWay(_ key: SessionKey) -> Bool {
        if underWay.isEmpty, epochsUnderWay.isEmpty { return false }
        if case .live(let record) = table.entries[key] {
            return underWay[key] != nil || !epochsUnderWay.isEmpty && epochsUnderWay[record.owner] != nil
        }
        return path(from: key).contains { key in
            underWay[key] != nil || owner(of: key).map { epochsUnderWay[$0] != nil } ?? false
        }
    }

    /// Whether the answer about a key rests on a change whose outcome is not known.
    func isUncertain(_ key: SessionKey) -> Bool {
        isAnythingUncertain
            && path(from: key).contains { key in
                uncertainKeys.contains(key) || owner(of: key).map(uncertainOwners.contains) ?? false
            }
    }

    /// Whether any answer may rest on a change whose outcome is not known.
    var isAnythingUncertain: Bool { !uncertainKeys.isEmpty || !uncertainOwners.isEmpty }

    /// Makes changes in the table and appends them, with what the feed tells of them, to the group that is being filled.
    ///
    /// - Parameter now: when they happened, or nothing when the feed tells nothing of them.
    mutating func submit(_ changes: [SessionChange], at now: Timestamp?, trimming position: FeedPosition? = nil) {
        var entries: [LogEntry] = []
        entries.reserveCapacity(changes.count + 1)
        for change in changes {
            entries.append(.change(change))
            let next = FeedPosition(lastPosition.number &+ 1)
            if let now, let event = table.event(of: change, at: now, position: next) {
                lastPosition = next
                entries.append(.event(event))
                tell(.event(event))
            }
            make(change)
        }
        if let position {
            entries.append(.feedTrimmed(position))
            tell(.feedTrimmed(position))
        }
        ChangeWriter.append(entries, to: &filling.frames)
    }

    /// What nobody waits for is told at once, anything else once it is in the log.
    private mutating func tell(_ entry: LogEntry) {
        if isAnsweredAtOnce { feed.apply(entry) } else { filling.feed.append(entry) }
    }

    private mutating func make(_ change: SessionChange) {
        if case .epochRaised(let principal, _) = change { return raise(principal, by: change) }
        let befores = change.keys.map { WriteGroup.Before(key: $0, stored: table.entries[$0]) }
        table.apply(change)
        for before in befores {
            follow(from: before.stored, to: table.entries[before.key])
            if !isAnsweredAtOnce { underWay[before.key] = number + 1 }
        }
        if !isAnsweredAtOnce { filling.befores += befores }
    }

    private mutating func raise(_ principal: Principal, by change: SessionChange) {
        if !isAnsweredAtOnce {
            filling.epochs.append((principal, before: table.epochs[principal]))
            epochsUnderWay[principal] = number + 1
        }
        owners.insert(EpochOwner(principal: principal))
        table.apply(change)
    }

    /// Forgets those of some principals whose epoch a sweep has forgotten.
    mutating func forget(_ part: [EpochOwner]) {
        for owner in part where table.epochs[owner.principal] == nil { owners.remove(owner) }
    }

    /// Keeps what is counted beside the table.
    private mutating func follow(from old: StoredSession?, to new: StoredSession?) {
        entryBytes += ChangeWriter.snapshotBytes(of: new) - ChangeWriter.snapshotBytes(of: old)
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
        for entry in group.feed { feed.apply(entry) }
        settle(group)
        return group.waiters
    }

    /// The group is in the log or not: its changes stay, but nothing is said of them.
    mutating func leaveUnknown(bytes: Int) -> [WriteGroup.Waiter] {
        guard let group = writing else { return [] }
        uncertainKeys.formUnion(group.befores.map(\.key))
        uncertainOwners.formUnion(group.epochs.map(\.principal))
        return succeed(bytes: bytes)
    }

    /// Undoes the group that was written, and the one that was decided on top of it.
    mutating func undo() -> [WriteGroup.Waiter] {
        let waiters = undoFilling()
        guard let group = writing else { return waiters }
        writing = nil
        underWay = [:]
        epochsUnderWay = [:]
        restore(group)
        return waiters + group.waiters
    }

    /// Undoes the group that is being filled.
    mutating func undoFilling() -> [WriteGroup.Waiter] {
        let group = filling
        filling = WriteGroup()
        undoings += 1
        restore(group)
        for before in group.befores { underWay[before.key] = nil }
        for epoch in group.epochs { epochsUnderWay[epoch.principal] = nil }
        for before in writing?.befores ?? [] { underWay[before.key] = number }
        for epoch in writing?.epochs ?? [] { epochsUnderWay[epoch.principal] = number }
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
        uncertainKeys = []
        uncertainOwners = []
        undoings += 1
        logBytes = bytes
        if case .failing = condition { condition = .open }
    }

    private mutating func settle(_ group: WriteGroup) {
        for before in group.befores where underWay[before.key] == number { underWay[before.key] = nil }
        for epoch in group.epochs where epochsUnderWay[epoch.principal] == number {
            epochsUnderWay[epoch.principal] = nil
        }
    }

    /// Puts back what was before a group, the latest change first.
    private mutating func restore(_ group: WriteGroup) {
        for epoch in group.epochs.reversed() { table.takeBackEpoch(of: epoch.principal, to: epoch.before) }
        for before in group.befores.reversed() { restore(before) }
    }

    private mutating func restore(_ before: WriteGroup.Before) {
        let present = table.entries[before.key]
        switch before.stored {
        case nil: table.apply(.removed(before.key))
        case .live(let record): table.apply(.stored(record))
        case .ended(let tombstone): table.apply(.ended(before.key, tombstone))
        }
        follow(from: present, to: before.stored)
    }

    /// At most so many principals with an epoch, later than one; those whose epoch was forgotten are left out.
    func epochs(after owner: EpochOwner?, limit: Int) -> (owners: [EpochOwner], entries: [(Principal, Timestamp)]) {
        let part = owners.elements(after: owner, limit: limit)
        return (part, part.compactMap { owner in table.epochs[owner.principal].map { (owner.principal, $0) } })
    }

    /// At most so many keys later than one, and what each holds.
    func entries(after key: SessionKey?, limit: Int) -> [(key: SessionKey, stored: StoredSession)] {
        table.entries.elements(after: key, limit: limit).map { ($0.key, $0.value) }
    }

    /// Whose epoch says whether the session under a key counts.
    private func owner(of key: SessionKey) -> Principal? {
        if case .live(let record) = table.entries[key] { record.owner } else { nil }
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
