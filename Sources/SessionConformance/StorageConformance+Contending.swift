import SessionCore

/// Promises 4, 5, 7 and 11 while many calls come at once.
extension StorageConformance {
    static let contending = [
        StorageConformance("oneOfManyCommitsOfAVersionWins", .storage(5), run: oneCommitWins),
        StorageConformance("incrementsOfManyWritersAllCount", .storage(5), run: increments),
        StorageConformance("commitNeverUndoesARevocation", .storage(7), run: commitAgainstRevoke),
        StorageConformance("commitAndTouchThatRaceBothHold", .storage(11), run: commitAgainstTouch),
    ]

    /// Scenarios S42 and S43.
    private static func oneCommitWins(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        for round in 0..<max(1, subject.scale.races / 20) {
            let key = try await subject.create(samples.session(round), in: store).key
            let outcomes = try await Races.all(8) { number in
                try await store.commit([UInt8(number)], for: key, expecting: 1, idleDeadline: nil, at: start)
            }
            let winners = outcomes.indices.filter { outcomes[$0] == .committed(2) }
            try subject.expect(winners.count, 1, "commits at the same time that expected version 1 and succeeded")
            let stored = try await subject.live(store, key, at: start, "load of the winner's commit")
            try subject.expect(stored.payload, winners.map { UInt8($0) }, "payload of the commit that succeeded")
            for case .conflict(let current) in outcomes {
                try subject.expect(current, stored, "what a conflict carries")
            }
        }
    }

    /// Scenario S44.
    private static func increments(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let start = subject.start
        let (writers, increments) = (subject.scale.writers, subject.scale.increments)
        let key = try await subject.create(subject.samples.session(1, payload: [0, 0, 0, 0]), in: store).key
        let versions = try await Races.all(writers) { _ in
            var versions: [UInt64] = []
            var record = try await subject.live(store, key, at: start, "load of the counter")
            while versions.count < increments {
                let next = Counter.bytes(Counter.value(record.payload) &+ 1)
                let version = record.version
                switch try await store.commit(next, for: key, expecting: version, idleDeadline: nil, at: start) {
                case .committed(let version): versions.append(version)
                case .conflict: break
                case let other: throw subject.failure("an increment", expected: "an answer", got: "\(other)")
                }
                record = try await subject.live(store, key, at: start, "load of the counter")
            }
            return versions
        }
        let stored = try await subject.live(store, key, at: start, "load of the counter")
        let total = writers * increments
        try subject.expect(Counter.value(stored.payload), total, "increments of \(writers) writers that count")
        try subject.expect(stored.version, UInt64(total + 1), "version after as many commits")
        try subject.expect(Set(versions.joined()).count, total, "distinct versions that commits were given")
    }

    /// Scenario S41: a request in flight while its session is ended.
    private static func commitAgainstRevoke(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        var generator = subject.generator(1)
        for round in 0..<subject.scale.races {
            let key = try await subject.create(samples.session(round), in: store).key
            let (commit, revoke) = try await Races.two(&generator) {
                try await store.commit([7], for: key, expecting: 1, idleDeadline: nil, at: start)
            } _: {
                try await store.revoke(key, reason: .loggedOut, at: start)
            }
            try subject.expect(revoke, .revoked, "revocation during a commit")
            try subject.expect(
                commit, oneOf: [.committed(2), .gone(.loggedOut)], "commit during a revocation")
            try subject.expect(
                await store.load(key, at: start), .gone(.loggedOut), "load after a commit and a revocation")
            try subject.expect(
                await store.commit([8], for: key, expecting: 2, idleDeadline: nil, at: start), .gone(.loggedOut),
                "a second commit after the revocation")
        }
    }

    /// Scenario S45.
    private static func commitAgainstTouch(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        let (sooner, later) = (start.advanced(by: .seconds(3_601)), start.advanced(by: .seconds(3_602)))
        var generator = subject.generator(2)
        for round in 0..<subject.scale.races {
            let key = try await subject.create(samples.session(round), in: store).key
            let deadlines = round.isMultiple(of: 2) ? (sooner, later) : (later, sooner)
            let (commit, touch) = try await Races.two(&generator) {
                try await store.commit([7], for: key, expecting: 1, idleDeadline: deadlines.0, at: start)
            } _: {
                try await store.touch(key, idleDeadline: deadlines.1, at: start)
            }
            try subject.expect(commit, .committed(2), "commit during a touch")
            try subject.expect(
                touch, oneOf: [.touched(deadlines.1), .touched(later)], "touch during a commit")
            let stored = try await subject.live(store, key, at: start, "load after a commit and a touch")
            try subject.expect(stored.payload, [7], "payload after a commit and a touch")
            try subject.expect(stored.idleDeadline, later, "idle deadline after a commit and a touch")
        }
    }
}

/// A counter as a payload of four bytes.
enum Counter {
    static func value(_ payload: [UInt8]) -> Int {
        payload.reduce(0) { $0 << 8 | Int($1) }
    }

    static func bytes(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
