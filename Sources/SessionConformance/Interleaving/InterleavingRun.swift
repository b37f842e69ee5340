import SessionCore

/// One run of a script: clients call a store at the same time, and what they see is written down.
struct InterleavingRun: Sendable {
    private let subject: ConformanceSubject
    private let keys: [SessionKey]
    private let handles: [SessionHandle]
    private let owners: [Principal]
    private let journal = Journal()

    /// - Parameter number: makes the sessions of the run its own: runs share a store.
    init(_ subject: ConformanceSubject, number: Int) {
        self.subject = subject
        let base = 1_000_000_000 &+ number &* 16
        keys = (0..<InterleavingScript.keys).map { subject.samples.key(base + $0) }
        handles = (0..<InterleavingScript.keys).map { subject.samples.handle(base + $0) }
        owners = (0..<InterleavingScript.owners).map { subject.samples.principal(base + $0) }
    }

    /// Runs every client in a task of its own.
    ///
    /// - Parameter executor: what chooses who goes next; without one the tasks run as tasks do, on several threads.
    func perform(
        _ script: InterleavingScript, on store: any SessionStorage, executor: SeededExecutor?
    ) async throws -> InterleavingHistory {
        // Most scripts need a session to begin with.
        try await step(create(0, tick: 0), client: 0, on: store, seen: [:])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, steps) in script.clients.enumerated() where !steps.isEmpty {
                group.addTask(executorPreference: executor) { @concurrent in
                    var seen: [SessionKey: UInt64] = [:]
                    for step in steps {
                        await Task.yield()
                        if let news = try await self.step(step, client: number + 1, on: store, seen: seen) {
                            seen[news.key] = news.version
                        }
                    }
                }
            }
            executor?.release()
            try await group.waitForAll()
        }
        for key in 0..<InterleavingScript.keys {
            try await step(load(key), client: 0, on: store, seen: [:])
        }
        return InterleavingHistory(calls: journal.calls, keys: keys, handles: handles)
    }

    /// Makes one call, and answers the version of the session it was told of.
    @discardableResult
    private func step(
        _ step: ClientStep, client: Int, on store: any SessionStorage, seen: [SessionKey: UInt64]
    ) async throws -> (key: SessionKey, version: UInt64)? {
        let now = subject.start.advanced(by: InterleavingRun.tick * step.tick)
        let key = keys[step.key]
        let call = call(step, expecting: step.isInformed ? seen[key] ?? 1 : 1, at: now)
        let place = journal.begin()
        let answer = try await call.attempt(on: store, at: now)
        journal.end(place, client, call, now, answer)
        return InterleavingRun.news(in: answer, of: key)
    }

    private static let tick = Duration.milliseconds(250)

    private func call(_ step: ClientStep, expecting version: UInt64, at now: Timestamp) -> StoreCall {
        let key = keys[step.key]
        let later = now.advanced(by: InterleavingRun.tick * (step.ticks + 1))
        switch step.verb {
        case .create:
            return .create(
                SessionRecord(
                    key: key, handle: handles[step.key], kind: .terminal, owner: owners[step.owner], createdAt: now,
                    idleDeadline: later, absoluteDeadline: subject.start.advanced(by: SampleSessions.absolute),
                    payload: [step.payload]))
        case .load: return .load(key)
        case .commit:
            let deadline = step.ticks == 0 ? nil : later
            return .commit(key, payload: [step.payload], version: version, idleDeadline: deadline)
        case .touch: return .touch(key, idleDeadline: later)
        case .rotate:
            let rotation = Rotation(
                to: keys[step.otherKey], owner: step.ticks < 2 ? owners[step.owner] : nil,
                graceUntil: step.ticks == 0 ? nil : later, payload: step.ticks == 3 ? [step.payload] : nil)
            return .rotate(key, rotation, version: version)
        case .revoke: return .revoke(key)
        case .list: return .list(owners[step.owner])
        case .revokeAll: return .revokeAll(owners[step.owner], except: step.ticks < 2 ? keys[step.otherKey] : nil)
        case .sweep: return .sweep
        }
    }

    private static func news(in answer: StoreAnswer, of key: SessionKey) -> (key: SessionKey, version: UInt64)? {
        switch answer {
        case .load(.live(let record)), .commit(.conflict(let record)), .rotate(.conflict(let record)):
            (record.key, record.version)
        case .commit(.committed(let version)): (key, version)
        default: nil
        }
    }

    private func create(_ key: Int, tick: Int) -> ClientStep {
        ClientStep(
            verb: .create, key: key, otherKey: 0, owner: 0, tick: tick, ticks: 4, payload: 0, isInformed: false)
    }

    private func load(_ key: Int) -> ClientStep {
        ClientStep(verb: .load, key: key, otherKey: 0, owner: 0, tick: 2, ticks: 0, payload: 0, isInformed: false)
    }
}
