import SessionCore

/// Promise 18: a call that is given up is complete or undone. Scenario S51.
extension StorageConformance {
    static let cancelling = [
        StorageConformance("cancelledCommitIsCompleteOrUndone", .storage(18), run: cancelledCommit),
        StorageConformance("cancelledCreationIsCompleteOrUndone", .storage(18), run: cancelledCreation),
        StorageConformance("cancelledRotationIsCompleteOrUndone", .storage(18), run: cancelledRotation),
        StorageConformance("cancelledRevocationIsCompleteOrUndone", .storage(18), run: cancelledRevocation),
    ]

    private static func cancelledCommit(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        var generator = subject.generator(6)
        for round in 0..<subject.scale.races {
            let record = try await subject.create(samples.session(round), in: store)
            let answer = try await cancelled(&generator) {
                try await store.commit([7], for: record.key, expecting: 1, idleDeadline: nil, at: start)
            }
            try subject.expect(
                answer.outcome, oneOf: [.committed(2), nil], "outcome of a cancelled commit")
            let stored = try await subject.live(store, record.key, at: start, "load after a cancelled commit")
            try subject.expect(
                stored.version, oneOf: answer.isDone.map { [$0 ? 2 : 1] } ?? [1, 2], "version after \(answer)")
            try subject.expect(stored.payload, stored.version == 2 ? [7] : record.payload, "payload after \(answer)")
            try subject.expect(
                await store.commit([8], for: record.key, expecting: stored.version, idleDeadline: nil, at: start),
                .committed(stored.version + 1), "commit after a cancelled one")
        }
    }

    private static func cancelledCreation(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        var generator = subject.generator(7)
        for round in 0..<subject.scale.races {
            let record = subject.samples.session(round)
            let answer = try await cancelled(&generator) { try await store.create(record) }
            let allowed: [LoadOutcome] =
                answer.isDone.map { [$0 ? .live(record) : .absent] } ?? [.live(record), .absent]
            try subject.expect(
                await store.load(record.key, at: subject.start), oneOf: allowed, "load after \(answer)")
        }
    }

    private static func cancelledRotation(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        var generator = subject.generator(8)
        for round in 0..<subject.scale.races {
            let record = try await subject.create(samples.session(2 * round), in: store)
            let new = samples.key(2 * round + 1)
            let answer = try await cancelled(&generator) {
                try await store.rotate(record.key, with: Rotation(to: new), expecting: 1, at: start)
            }
            let moved = try await store.load(new, at: start) != .absent
            try subject.expect(
                moved, oneOf: answer.isDone.map { [$0] } ?? [true, false], "whether the session moved after \(answer)")
            let old: LoadOutcome = moved ? .gone(.superseded) : .live(record)
            try subject.expect(await store.load(record.key, at: start), old, "load of the old key after \(answer)")
        }
    }

    private static func cancelledRevocation(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        var generator = subject.generator(9)
        for round in 0..<subject.scale.races {
            let record = try await subject.create(samples.session(round), in: store)
            let answer = try await cancelled(&generator) {
                try await store.revoke(record.key, reason: .loggedOut, at: start)
            }
            let (done, undone) = (LoadOutcome.gone(.loggedOut), LoadOutcome.live(record))
            try subject.expect(
                await store.load(record.key, at: start),
                oneOf: answer.isDone.map { [$0 ? done : undone] } ?? [done, undone],
                "load after \(answer)")
        }
    }

    /// Runs a call in a task that is cancelled before, during or after it, as the generator has it.
    static func cancelled<Outcome: Sendable>(
        _ generator: inout SeededGenerator, _ call: @escaping @Sendable @concurrent () async throws -> Outcome
    ) async throws -> CancelledAnswer<Outcome> {
        let pauses = Int.random(in: 0...4, using: &generator)
        return try await withThrowingTaskGroup(of: CancelledAnswer<Outcome>.self) { group in
            group.addTask {
                do {
                    return .answered(try await call())
                } catch let error as StorageError {
                    return .refused(error)
                }
            }
            for _ in 0..<pauses { await Task.yield() }
            group.cancelAll()
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }
}

/// What a call answered whose task was cancelled.
enum CancelledAnswer<Outcome: Sendable>: Sendable, CustomStringConvertible {
    case answered(Outcome)
    case refused(StorageError)

    var outcome: Outcome? {
        if case .answered(let outcome) = self { outcome } else { nil }
    }

    /// Whether the change must be there; nothing when the store says that it does not know.
    var isDone: Bool? {
        switch self {
        case .answered: true
        case .refused(let error): error.code == .unknown ? nil : false
        }
    }

    var description: String {
        switch self {
        case .answered(let outcome): "a cancelled call that answered \(Evidence.text(of: outcome))"
        case .refused(let error): "a cancelled call that threw \(error.code)"
        }
    }
}
