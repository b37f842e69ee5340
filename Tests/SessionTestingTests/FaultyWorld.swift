import SessionCore

/// What a faulty store keeps: a table, the feed of what became of its sessions, and leases.
///
/// It has the table's verbs, so that every change goes through ``apply(_:)``, which tells the feed of it.
struct FaultyWorld {
    private(set) var table = SessionTable()
    var feed = SessionFeed()
    var leases = LeaseTable()
    /// The instant of the call under way.
    var now = Timestamp(milliseconds: 0)
    let fault: Fault?

    var entries: SegmentedDictionary<SessionKey, StoredSession> { table.entries }
    var epochs: [Principal: Timestamp] { table.epochs }

    mutating func perform<Outcome>(_ decision: SessionDecision<Outcome>) -> Outcome {
        for change in decision.changes { apply(change) }
        return decision.outcome
    }

    mutating func apply(_ change: SessionChange) {
        tell(change)
        table.apply(change)
    }

    /// Changes the table and tells nothing, as a restore does.
    mutating func applyQuietly(_ change: SessionChange) {
        table.apply(change)
    }

    mutating func startOver(_ table: SessionTable) {
        self.table = table
    }

    func load(_ key: SessionKey, at now: Timestamp) -> LoadOutcome { table.load(key, at: now) }

    func create(_ record: SessionRecord) throws(StorageError) -> SessionDecision<CreateOutcome> {
        try table.create(record)
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) throws(StorageError) -> SessionDecision<CommitOutcome> {
        try table.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
    }

    func touch(_ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp) -> SessionDecision<TouchOutcome> {
        table.touch(key, idleDeadline: idleDeadline, at: now)
    }

    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) throws(StorageError) -> SessionDecision<RotateOutcome> {
        try table.rotate(key, with: rotation, expecting: version, at: now)
    }

    func revoke(_ key: SessionKey, reason: EndReason, at now: Timestamp) -> SessionDecision<RevokeOutcome> {
        table.revoke(key, reason: reason, at: now)
    }

    func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) -> SessionPage {
        table.sessions(of: principal, after: cursor, limit: limit, at: now)
    }

    func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) -> SessionDecision<Int> {
        table.revokeSessions(of: principal, except: key, reason: reason, at: now)
    }

    func raiseEpoch(of principal: Principal, to instant: Timestamp) -> SessionDecision<Bool> {
        table.raiseEpoch(of: principal, to: instant)
    }

    mutating func sweep(limit: Int, at now: Timestamp) -> SessionDecision<Int> {
        table.sweep(limit: limit, at: now)
    }

    private mutating func tell(_ change: SessionChange) {
        switch (fault, change) {
        case (.forgetsRotationsInTheFeed, .rotated): return
        case (.sweepsWithoutAWord, .ended(_, let tombstone)) where tombstone.reason == .idle: return
        case (.endsTwiceInTheFeed, .ended(let key, _)):
            if case .live(let record) = entries[key] {
                feed.append(FeedEvent(of: record, .ended(.revoked), at: now, position: feed.next))
            }
        default: break
        }
        if let event = table.event(of: change, at: now, position: feed.next) { feed.append(event) }
    }
}
