import Synchronization

/// What a process read of its store, for as long as it may be shown while the store is down.
///
/// What this process ends or rotates is forgotten before the store is asked to do so, and a read that was under way
/// meanwhile is not remembered. What another process ended shows for `span` at the most. At ``Limits/staleEntries`` or
/// ``Limits/staleBytes`` all of it is let go: a memory for an outage, not a cache for speed.
final class StaleReads: Sendable {
    /// One page of one list.
    struct PageKey: Hashable {
        let principal: Principal
        let cursor: SessionHandle?
        let limit: Int
    }

    /// What was so when a read began; worth nothing once something was forgotten after it.
    struct Ticket {
        fileprivate let changes: UInt64
    }

    private struct Seen<Value> {
        let value: Value
        let at: Timestamp
    }

    private struct State {
        var records: [SessionKey: Seen<SessionRecord>] = [:]
        var pages: [Principal: [PageKey: Seen<SessionPage>]] = [:]
        /// Keys that this process knows to have ended: no page shows them.
        var ended: Set<SessionKey> = []
        var entries = 0
        var bytes = 0
        /// How often a session was forgotten, by a few bits of its key, and how often a list.
        var changes = [UInt64](repeating: 0, count: 256)
        var listChanges: UInt64 = 0

        /// Lets go of everything where more does not fit; nothing fits that is too large by itself.
        mutating func makeRoom(for count: Int, bytes added: Int) -> Bool {
            guard count <= Limits.staleEntries, added <= Limits.staleBytes else { return false }
            if entries + count > Limits.staleEntries || bytes + added > Limits.staleBytes {
                (records, pages, ended) = ([:], [:], [])
                (entries, bytes) = (0, 0)
            }
            entries += count
            bytes += added
            return true
        }

        mutating func drop(_ key: SessionKey) {
            guard let seen = records.removeValue(forKey: key) else { return }
            entries -= 1
            bytes -= seen.value.payload.count
        }

        mutating func drop(listsOf principal: Principal) {
            for page in pages.removeValue(forKey: principal)?.values.map(\.value) ?? [] {
                entries -= page.entries
                bytes -= page.bytes
            }
        }

        mutating func end(_ key: SessionKey) {
            changes[StaleReads.place(key)] &+= 1
            listChanges &+= 1
            drop(key)
            guard !ended.contains(key), makeRoom(for: 1, bytes: 0) else { return }
            ended.insert(key)
        }
    }

    /// How often something was answered from here.
    let served = MetricCounter()
    private let state = Mutex(State())
    private let span: Duration

    init(span: Duration) {
        self.span = min(span, Limits.staleness)
    }

    /// Taken before the store is asked for a session.
    func ticket(for key: SessionKey) -> Ticket {
        state.withLock { Ticket(changes: $0.changes[StaleReads.place(key)]) }
    }

    /// Taken before the store is asked for a list.
    func ticketForList() -> Ticket {
        state.withLock { Ticket(changes: $0.listChanges) }
    }

    /// Takes in what the store answered.
    func note(_ outcome: LoadOutcome, of key: SessionKey, _ ticket: Ticket, at now: Timestamp) {
        switch outcome {
        case .live(let record) where record.key == key: remember(record, ticket, at: now)
        // Ended, or within its grace: what an old key leads to is found by asking the store alone.
        case .live, .gone: end(key)
        case .absent: forget(key)
        }
    }

    func remember(_ record: SessionRecord, _ ticket: Ticket, at now: Timestamp) {
        state.withLock { state in
            guard state.changes[StaleReads.place(record.key)] == ticket.changes else { return }
            state.drop(record.key)
            if state.ended.remove(record.key) != nil { state.entries -= 1 }
            guard state.makeRoom(for: 1, bytes: record.payload.count) else { return }
            state.records[record.key] = Seen(value: record, at: now)
        }
    }

    func remember(_ page: SessionPage, _ key: PageKey, _ ticket: Ticket, at now: Timestamp) {
        state.withLock { state in
            guard state.listChanges == ticket.changes else { return }
            if let old = state.pages[key.principal]?.removeValue(forKey: key) {
                state.entries -= old.value.entries
                state.bytes -= old.value.bytes
            }
            guard state.makeRoom(for: page.entries, bytes: page.bytes) else { return }
            state.pages[key.principal, default: [:]][key] = Seen(value: page, at: now)
        }
    }

    /// A record that was seen not too long ago and lives at an instant, with its age.
    func record(_ key: SessionKey, at now: Timestamp) -> (SessionRecord, Duration)? {
        state.withLock { state in
            guard let seen = state.records[key], let age = age(seen.at, at: now), seen.value.deadline > now else {
                return nil
            }
            served.add()
            return (seen.value, age)
        }
    }

    /// A page that was seen not too long ago, without what has ended or met its deadline since, with its age.
    func page(_ key: PageKey, at now: Timestamp) -> (SessionPage, Duration)? {
        state.withLock { state in
            guard let seen = state.pages[key.principal]?[key], let age = age(seen.at, at: now) else { return nil }
            var page = seen.value
            page.records.removeAll { $0.deadline <= now || state.ended.contains($0.key) }
            served.add()
            return (page, age)
        }
    }

    /// Forgets a session whose payload changes; a list may show it as it was.
    func forget(_ key: SessionKey) {
        state.withLock { state in
            state.changes[StaleReads.place(key)] &+= 1
            state.drop(key)
        }
    }

    /// Forgets a session that ends, or lives under another key from now on.
    func end(_ key: SessionKey) {
        state.withLock { $0.end(key) }
    }

    /// Forgets the lists of a principal, to which something is added.
    func forgetLists(of principal: Principal) {
        state.withLock { state in
            state.listChanges &+= 1
            state.drop(listsOf: principal)
        }
    }

    /// Forgets everything of a principal, all of whose sessions end.
    func endAll(of principal: Principal) {
        state.withLock { state in
            state.listChanges &+= 1
            state.drop(listsOf: principal)
            for place in state.changes.indices { state.changes[place] &+= 1 }
            for record in state.records.values.map(\.value) where record.owner == principal { state.end(record.key) }
        }
    }

    /// How long ago something was seen; nothing when too long, or when the clock stepped back.
    private func age(_ seen: Timestamp, at now: Timestamp) -> Duration? {
        let age = now.since(seen)
        return age >= .zero && age <= span ? age : nil
    }

    private static func place(_ key: SessionKey) -> Int {
        Int(key.lowByte)
    }
}

extension SessionPage {
    /// What it counts for in the bound of what is remembered.
    fileprivate var entries: Int { 1 + records.count + unreadable.count }
    fileprivate var bytes: Int { records.reduce(0) { $0 + $1.payload.count } }
}
