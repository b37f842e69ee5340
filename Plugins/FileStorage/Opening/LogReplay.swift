import SessionCore

/// Makes the table and the feed again from the parts of the log, one after the other.
struct LogReplay {
    private(set) var table = SessionTable()
    private(set) var feed = StoredFeed()
    private(set) var damagedPlaces = 0
    private(set) var damagedBytes = 0
    /// Places of which nothing can be said: neither a session nor a principal is legible there.
    private(set) var silentPlaces = 0
    /// Whether the last part said that a snapshot is whole.
    private(set) var isComplete = false
    /// Whether the last part said that all before it was acknowledged.
    private(set) var isMarked = true
    /// Sessions of which something was said that could not be read, and nothing whole since.
    private var uncertain: Set<SessionKey> = []
    /// Principals whose epoch rose in a frame that could not be read, and what is known of it.
    private var doubts: [Principal: Doubt] = [:]
    /// The latest instant that any session was used at: no epoch that a call raised to its own instant is later.
    private var latest = Timestamp(milliseconds: .min)

    /// Principals whose epoch was read once in a format that writes it twice.
    private var halfRaised: Set<Principal> = []
    /// Whether each epoch stands in two frames, as from format 2 on.
    var hasSecondEpochs = true
    /// Whether what comes is a snapshot: it says what there is, and not that an epoch let it in.
    var isSnapshot = false
    /// The session that was stored last; a `created` behind it says that its owner's epoch let it in.
    private var lastStored: SessionRecord?

    private struct Doubt {
        /// The sessions that the epoch may have ended.
        var sessions: Set<SessionKey>
        /// The epoch is earlier than this: a session that was authenticated then was let in.
        var bound = Timestamp.never
    }

    mutating func visit(_ part: SegmentScanner.Part) {
        isComplete = false
        switch part {
        case .frame(let body):
            switch ChangeReader.read(body) {
            case .entries(let entries):
                for entry in entries { apply(entry) }
            case .complete: isComplete = true
            case nil: noteDamage(body)
            }
        case .damage(let bytes): noteDamage(bytes: bytes)
        case .remains(let bytes): doubt(whatIsIn: bytes)
        }
    }

    /// Counts a place that cannot be read.
    mutating func noteDamage(bytes: Int) {
        damagedPlaces += 1
        damagedBytes += bytes
    }

    /// Ends the sessions of which the last word could not be read, and answers how many.
    ///
    /// It may have been their end; to serve them could bring a session back that somebody has logged out of.
    mutating func endUncertain() -> Int {
        var count = 0
        for key in doubts.values.reduce(into: uncertain, { $0.formUnion($1.sessions) }) {
            guard case .live(let record) = table.entries[key] else { continue }
            let change = SessionChange.ended(key, Tombstone(of: record, reason: .revoked, endedAt: record.touchedAt))
            let last = feed.feed.events.last?.at ?? record.touchedAt
            if let event = table.event(of: change, at: max(last, record.touchedAt), position: feed.feed.next) {
                feed.append(event)
            }
            table.apply(change)
            count += 1
        }
        uncertain = []
        return count
    }

    /// Raises the epochs that could not be read as high as they may have been, and answers how many.
    ///
    /// That refuses what the lost epoch refused, and perhaps what it did not; to let in what it refused would be worse.
    mutating func raiseDoubted() -> Int {
        defer { doubts = [:] }
        for (principal, doubt) in doubts {
            let before = doubt.bound == .never ? latest : doubt.bound.advanced(by: .milliseconds(-1))
            table.apply(.epochRaised(principal, to: min(before, latest)))
        }
        return doubts.count
    }

    private mutating func apply(_ entry: LogEntry) {
        if case .mark = entry { isMarked = true } else { isMarked = false }
        guard case .change(let change) = entry else { return note(entry) }
        switch change {
        case .stored(let record):
            latest = max(latest, record.touchedAt)
            if !uncertain.isEmpty { uncertain.remove(record.key) }
            lastStored = record
        case .committed(let key, _, _, _, let instant):
            latest = max(latest, instant)
            if !uncertain.isEmpty { uncertain.remove(key) }
            if !doubts.isEmpty { believe(key) }
        case .touched(let key, _, let instant):
            latest = max(latest, instant)
            if !doubts.isEmpty { believe(key) }
        case .rotated(_, _, let record):
            latest = max(latest, record.touchedAt)
            if !doubts.isEmpty { believe(record) }
        case .epochRaised(let principal, let instant):
            latest = max(latest, instant)
            // Epochs only rise: a later word of one says what an earlier one could not.
            if doubts.removeValue(forKey: principal) == nil, hasSecondEpochs {
                if halfRaised.remove(principal) == nil { halfRaised.insert(principal) }
            }
        case .authenticated, .ended, .removed: break
        }
        table.apply(change)
    }

    private mutating func note(_ entry: LogEntry) {
        feed.apply(entry)
        guard !doubts.isEmpty, case .event(let event) = entry, event.change == .created, let record = lastStored,
            record.handle == event.handle
        else { return }
        believe(record)
    }

    private mutating func believe(_ key: SessionKey) {
        if case .live(let record) = table.entries[key] { believe(record) }
    }

    /// The session was live behind the frame that could not be read: the epoch of its owner did not end it.
    private mutating func believe(_ record: SessionRecord) {
        guard !isSnapshot, var doubt = doubts[record.owner] else { return }
        doubt.sessions.remove(record.key)
        doubt.bound = min(doubt.bound, record.authenticatedAt)
        doubts[record.owner] = doubt
    }

    private mutating func noteDamage(_ body: UnsafeRawBufferPointer) {
        noteDamage(bytes: body.count)
        doubt(whatIsIn: body)
    }

    /// Something was said of every session whose key can still be read, and of all sessions of a principal whose epoch
    /// rose.
    private mutating func doubt(whatIsIn bytes: UnsafeRawBufferPointer) {
        var isSilent = true
        ChangeReader.clues(in: bytes) { clue in
            switch clue {
            case .session(let key):
                guard table.entries[key] != nil else { return }
                uncertain.insert(key)
                isSilent = false
            case .principal(let principal):
                isSilent = false
                // The second of its two frames: the first has said it all.
                if halfRaised.remove(principal) != nil { return }
                guard doubts.count < Limits.doubtedPrincipals else { return }
                doubts[principal, default: Doubt(sessions: [])].sessions.formUnion(sessions(of: principal))
            }
        }
        if isSilent { silentPlaces += 1 }
    }

    private func sessions(of principal: Principal) -> Set<SessionKey> {
        var keys: Set<SessionKey> = []
        var cursor: SessionHandle?
        repeat {
            // At the first instant there is: whatever deadline a session has, it is listed.
            let page = table.sessions(
                of: principal, after: cursor, limit: SessionCore.Limits.pageRecords,
                at: Timestamp(milliseconds: .min))
            keys.formUnion(page.records.map(\.key))
            cursor = page.next
        } while cursor != nil
        return keys
    }
}
