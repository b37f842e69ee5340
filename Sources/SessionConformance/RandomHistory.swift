import SessionCore

/// Random calls to a store, each compared with what a ``SessionTable`` answers to the same.
///
/// Few keys and few principals, so that calls meet. Absolute deadlines lie beyond the history: what remains after them is
/// left to the store, and has cases of its own.
struct RandomHistory {
    private let subject: ConformanceSubject
    private let stream: Int
    private var model = SessionTable()
    private var generator: SeededGenerator
    private var now: Timestamp
    private var last: [Step] = []
    private let keys: [SessionKey]
    private let handles: [SessionHandle]
    private let owners: [Principal]

    private static let keyCount = 12
    private static let ownerCount = 3
    private static let remembered = 12
    /// Time goes in steps, so that calls often come at the very millisecond of a deadline.
    private static let tick = Duration.milliseconds(250)

    init(_ subject: ConformanceSubject, stream: Int) {
        self.subject = subject
        self.stream = stream
        generator = subject.generator(1_000 + stream)
        now = subject.start
        // Keys and handles of another history are others: histories share a store.
        let numbers = (0..<RandomHistory.keyCount).map { stream * 1_000 + $0 }
        keys = numbers.map(subject.samples.key)
        handles = numbers.map(subject.samples.handle)
        owners = numbers.prefix(RandomHistory.ownerCount).map(subject.samples.principal)
    }

    mutating func step(_ store: any SessionStorage) async throws {
        advance()
        let key = key()
        switch Int.random(in: 0..<12, using: &generator) {
        case 0, 1: try await create(store)
        case 2, 3:
            try agree(await store.load(key, at: now), model.load(key, at: now), "load", key)
        case 4...6: try await commit(key, store)
        case 7, 8: try await touch(key, store)
        case 9, 10: try await rotate(key, store)
        default:
            let reason = Bool.random(using: &generator) ? EndReason.loggedOut : .revoked
            let expected = model.perform(model.revoke(key, reason: reason, at: now))
            try agree(await store.revoke(key, reason: reason, at: now), expected, "revoke for \(reason)", key)
        }
        try agree(await store.load(key, at: now), model.load(key, at: now), "load after it", key)
    }

    mutating func stepWithLists(_ store: any PrincipalIndex & Sweepable) async throws {
        let owner = owner()
        switch Int.random(in: 0..<16, using: &generator) {
        case 0, 1:
            let limit = Int.random(in: 1...5, using: &generator)
            let cursor = Bool.random(using: &generator) ? nil : record().handle
            try agree(
                await store.sessions(of: owner, after: cursor, limit: limit, at: now),
                model.sessions(of: owner, after: cursor, limit: limit, at: now), "sessions of \(owner)", nil)
        case 2:
            let excepted = Bool.random(using: &generator) ? nil : key()
            let expected = model.perform(model.revokeSessions(of: owner, except: excepted, reason: .revoked, at: now))
            try agree(
                await store.revokeSessions(of: owner, except: excepted, reason: .revoked, at: now), expected,
                "revoke all of \(owner) but", excepted)
        case 3 where Int.random(in: 0..<4, using: &generator) == 0:
            let instant = now.advanced(by: RandomHistory.tick * Int.random(in: -20...0, using: &generator))
            _ = model.perform(model.raiseEpoch(of: owner, to: instant))
            try await store.raiseEpoch(of: owner, to: instant)
            try agree(await store.epoch(of: owner), model.epochs[owner], "epoch of \(owner)", nil)
        case 4:
            _ = try await subject.sweepAll(store, at: now)
            while model.perform(model.sweep(limit: Limits.sweepRecords, at: now)) > 0 {}
            remember("sweep", nil)
        default: try await step(store)
        }
    }

    private mutating func create(_ store: any SessionStorage) async throws {
        let record = record()
        let expected = try model.perform(model.create(record))
        try agree(await store.create(record), expected, "create \(record.handle) of \(record.owner)", record.key)
    }

    private mutating func commit(_ key: SessionKey, _ store: any SessionStorage) async throws {
        let payload = payload()
        let (version, deadline) = (version(of: key), Bool.random(using: &generator) ? deadline() : nil)
        let expected = try model.perform(
            model.commit(payload, for: key, expecting: version, idleDeadline: deadline, at: now))
        try agree(
            await store.commit(payload, for: key, expecting: version, idleDeadline: deadline, at: now), expected,
            "commit expecting \(version)", key)
    }

    private mutating func touch(_ key: SessionKey, _ store: any SessionStorage) async throws {
        let deadline = deadline()
        let expected = model.perform(model.touch(key, idleDeadline: deadline, at: now))
        try agree(await store.touch(key, idleDeadline: deadline, at: now), expected, "touch", key)
    }

    private mutating func rotate(_ key: SessionKey, _ store: any SessionStorage) async throws {
        let version = version(of: key)
        let rotation = Rotation(
            to: self.key(), owner: Bool.random(using: &generator) ? owner() : nil,
            graceUntil: Bool.random(using: &generator) ? deadline() : nil,
            payload: Bool.random(using: &generator) ? payload() : nil)
        let expected = try model.perform(model.rotate(key, with: rotation, expecting: version, at: now))
        try agree(
            await store.rotate(key, with: rotation, expecting: version, at: now), expected,
            "rotate expecting \(version)", key)
    }

    private mutating func agree<Value: Equatable>(
        _ got: Value, _ expected: Value, _ what: String, _ key: SessionKey?
    ) throws {
        remember(what, key)
        guard got != expected else { return }
        let start = subject.start
        let steps = last.map { step in
            "\(step.what) \(step.key.map { String($0.hexadecimal.prefix(8)) } ?? "") at +\(step.now.since(start))"
        }
        try subject.expect(got, expected, "history \(stream): " + steps.joined(separator: "; "))
    }

    private mutating func remember(_ what: String, _ key: SessionKey?) {
        last.append(Step(what: what, key: key, now: now))
        if last.count > RandomHistory.remembered { last.removeFirst() }
    }

    /// Mostly forward, sometimes back, as a clock that is corrected.
    private mutating func advance() {
        let steps = Int.random(in: 0..<10, using: &generator) == 0 ? -8...0 : 0...4
        now = now.advanced(by: RandomHistory.tick * Int.random(in: steps, using: &generator))
    }

    private mutating func key() -> SessionKey {
        keys[Int.random(in: keys.indices, using: &generator)]
    }

    private mutating func payload() -> [UInt8] {
        (0..<Int.random(in: 0...40, using: &generator)).map { _ in UInt8.random(in: 0 ... .max, using: &generator) }
    }

    private mutating func owner() -> Principal {
        owners[Int.random(in: owners.indices, using: &generator)]
    }

    private mutating func deadline() -> Timestamp {
        now.advanced(by: RandomHistory.tick * Int.random(in: -4...80, using: &generator))
    }

    private mutating func version(of key: SessionKey) -> UInt64 {
        guard case .live(let record) = model.entries[key], Int.random(in: 0..<5, using: &generator) > 0 else {
            return 1
        }
        return record.version
    }

    private mutating func record() -> SessionRecord {
        SessionRecord(
            key: key(), handle: handles[Int.random(in: handles.indices, using: &generator)], kind: .terminal,
            owner: owner(), createdAt: now, idleDeadline: deadline(),
            absoluteDeadline: subject.start.advanced(by: SampleSessions.absolute), payload: [0, 1, 0]
        ).authenticated(now.advanced(by: RandomHistory.tick * Int.random(in: -12...0, using: &generator)))
    }

    /// A call of the history, kept for the message of a failure.
    private struct Step {
        let what: String
        let key: SessionKey?
        let now: Timestamp
    }
}

extension SessionRecord {
    fileprivate func authenticated(_ instant: Timestamp) -> SessionRecord {
        var record = self
        record.authenticatedAt = instant
        return record
    }
}
