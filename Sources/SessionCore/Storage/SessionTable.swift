/// Sessions in memory, and every rule of the storage contract as a function over them.
///
/// The rules exist once, here: a verb looks at the table and answers a ``SessionDecision``, which names the answer and the
/// changes behind it. The table changes only by ``apply(_:)``. A store in memory does both under one lock
/// (``perform(_:)``); a store on a disk writes the changes between the two. The table knows no clock, file or lock.
public struct SessionTable: Sendable {
    /// What is stored, live and ended, by key.
    public private(set) var entries = SegmentedDictionary<SessionKey, StoredSession>()
    /// The not-before epoch of each principal that has one.
    public private(set) var epochs: [Principal: Timestamp] = [:]
    private(set) var handles = SegmentedDictionary<SessionHandle, SessionKey>()
    private(set) var lists = SegmentedDictionary<Principal, SortedList<SessionHandle>>()
    private(set) var due = SortedList<DueKey>()
    /// Principals whose epoch rose, so that a sweep looks through their lists once.
    var raised: Set<Principal> = []
    /// When a sweep looks next whether an epoch is still needed: one place for each.
    private var dueEpochs = SortedList<DueEpoch>()
    /// How many bytes the principals have that have an epoch.
    package private(set) var epochBytes = 0

    /// Makes an empty table.
    public init() {}

    /// How many sessions stand in the lists of principals.
    public var listed: Int {
        lists.values.reduce(0) { $0 + $1.count }
    }

    /// The rule of ``SessionStorage/load(_:at:)``.
    public func load(_ key: SessionKey, at now: Timestamp) -> LoadOutcome {
        let found = state(of: key, at: now)
        guard case .gone(.superseded) = found else { return found }
        return state(of: destination(of: key, at: now), at: now)
    }

    /// Applies what was decided, and gives the answer.
    public mutating func perform<Outcome>(_ decision: SessionDecision<Outcome>) -> Outcome {
        for change in decision.changes { apply(change) }
        return decision.outcome
    }

    /// Makes one change. A change to a session that is not there is passed over.
    public mutating func apply(_ change: SessionChange) {
        switch change {
        case .stored(let record):
            set(record.key, to: .live(record))
        case .committed(let key, let payload, let version, let idleDeadline, let touchedAt):
            edit(key) { record in
                record.payload = payload
                record.version = version
                record.idleDeadline = idleDeadline
                record.touchedAt = touchedAt
            }
        case .touched(let key, let idleDeadline, let touchedAt):
            edit(key) { record in
                record.idleDeadline = idleDeadline
                record.touchedAt = touchedAt
            }
        case .rotated(let key, let tombstone, let record):
            set(key, to: .ended(tombstone))
            set(record.key, to: .live(record))
        case .authenticated(let key, let instant):
            edit(key) { $0.authenticatedAt = instant }
        case .ended(let key, let tombstone):
            set(key, to: .ended(tombstone))
        case .removed(let key):
            set(key, to: nil)
        case .epochRaised(let principal, let instant):
            raise(principal, to: instant)
        }
    }
}

extension SessionTable {
    /// What a key itself holds at an instant, without following a rotation.
    func state(of key: SessionKey, at now: Timestamp) -> LoadOutcome {
        switch entries[key] {
        case nil: .absent
        case .ended(let tombstone): .gone(tombstone.reason)
        case .live(let record): end(of: record, at: now).map { .gone($0) } ?? .live(record)
        }
    }

    /// Why a stored session does not count at an instant, or nothing when it is live.
    func end(of record: SessionRecord, at now: Timestamp) -> EndReason? {
        if !epochs.isEmpty, let epoch = epochs[record.owner], record.authenticatedAt <= epoch { return .revoked }
        return record.expiry(at: now)
    }

    /// Where a key leads: to itself, or as far as each rotation on the way is in its grace.
    func destination(of key: SessionKey, at now: Timestamp) -> SessionKey {
        var key = key
        for _ in 0..<Limits.graceSteps {
            guard case .ended(let tombstone) = entries[key], let grace = tombstone.grace, grace.until > now,
                entries[grace.successor]?.handle == tombstone.handle
            else { break }
            key = grace.successor
        }
        return key
    }

    private mutating func edit(_ key: SessionKey, _ body: (inout SessionRecord) -> Void) {
        guard case .live(var record) = entries[key] else { return }
        body(&record)
        set(key, to: .live(record))
    }

    private mutating func set(_ key: SessionKey, to new: StoredSession?) {
        let old = entries[key]
        entries[key] = new
        if old?.due != new?.due {
            if let old, old.due != .never { due.remove(DueKey(deadline: old.due, key: key)) }
            if let new, new.due != .never { due.insert(DueKey(deadline: new.due, key: key)) }
        }
        if let old, let owner = old.owner, owner != new?.owner { unlist(old.handle, of: owner) }
        // Changes read over a later snapshot may have unlisted the handle for a key that held it before.
        if let new, let owner = new.owner, owner != old?.owner || handles[new.handle] != key {
            lists[owner, default: SortedList()].insert(new.handle)
        }
        if let new {
            if new.isHandleHolder { handles[new.handle] = key }
        } else if let old, handles[old.handle] == key {
            handles[old.handle] = nil
        }
    }

    private mutating func raise(_ principal: Principal, to instant: Timestamp) {
        raised.insert(principal)
        if let epoch = epochs[principal] {
            epochs[principal] = max(epoch, instant)
            return
        }
        epochs[principal] = instant
        epochBytes += principal.text.utf8.count
        dueEpochs.insert(DueEpoch(deadline: instant.advanced(by: Limits.tombstoneRetention), principal: principal))
    }

    /// Takes back that a principal's epoch was raised: it was never written down.
    ///
    /// - Parameter before: the epoch until then, or nothing when there was none.
    package mutating func takeBackEpoch(of principal: Principal, to before: Timestamp?) {
        // A sweep may have forgotten it meanwhile; then the one before has outlived its use too.
        guard let epoch = epochs[principal] else { return }
        epochs[principal] = before
        if before == nil {
            epochBytes -= principal.text.utf8.count
            raised.remove(principal)
            dueEpochs.remove(DueEpoch(deadline: epoch.advanced(by: Limits.tombstoneRetention), principal: principal))
        } else {
            // What it ended may have been looked through while the later one was there.
            raised.insert(principal)
        }
    }

    /// Forgets epochs that have been kept for ``Limits/tombstoneRetention`` and whose principals have no session left.
    ///
    /// It is no change to be written down: to have such an epoch or not to have it comes to the same.
    mutating func forgetEpochs(limit: Int, at now: Timestamp) {
        for place in Array(dueEpochs.elements(after: nil).prefix { $0.deadline <= now }.prefix(limit)) {
            let principal = place.principal
            dueEpochs.remove(place)
            guard let epoch = epochs[principal] else { continue }
            let end = epoch.advanced(by: Limits.tombstoneRetention)
            if end > now || lists[principal] != nil {
                let next = end > now ? end : now.advanced(by: Limits.tombstoneRetention)
                dueEpochs.insert(DueEpoch(deadline: next, principal: principal))
            } else {
                epochs[principal] = nil
                epochBytes -= principal.text.utf8.count
                raised.remove(principal)
            }
        }
    }

    private mutating func unlist(_ handle: SessionHandle, of owner: Principal) {
        lists[owner, default: SortedList()].remove(handle)
        if lists[owner]?.isEmpty == true { lists[owner] = nil }
    }
}
