import SessionCore

/// Sweepable promise 1 while other calls come at the same time.
extension StorageConformance {
    static let sweepRaces = [
        StorageConformance(
            "sweepNeverTakesWhatWasTouchedBefore", .sweep(1), needs: [.sweepable], run: sweepAgainstTouch),
        StorageConformance(
            "sweepAndCommitAtTheDeadlineLeaveNoHalf", .sweep(1), needs: [.sweepable], run: sweepAgainstCommit),
    ]

    /// Scenario S30.
    private static func sweepAgainstTouch(_ subject: ConformanceSubject) async throws {
        let store = try await subject.sweepable()
        var generator = subject.generator(10)
        for round in 0..<subject.scale.races {
            let record = try await subject.create(subject.samples.session(round), in: store)
            let later = record.absoluteDeadline
            let last = Timestamp(milliseconds: record.idleDeadline.milliseconds - 1)
            let (touch, _) = try await Races.two(&generator) {
                try await store.touch(record.key, idleDeadline: later, at: last)
            } _: {
                try await store.sweep(limit: 10, at: record.idleDeadline)
            }
            try subject.expect(
                touch, oneOf: [.touched(later), .gone(.idle)], "touch while its session is swept")
            let stored = try await store.load(record.key, at: record.idleDeadline)
            if case .live(let session) = stored {
                try subject.expect(touch, .touched(later), "touch of a session that is live after a sweep")
                try subject.expect(session.payload, record.payload, "payload after a touch and a sweep")
            } else {
                try subject.expect(stored, .gone(.idle), "load after a touch and a sweep")
                try subject.expect(touch, .gone(.idle), "touch of a session that a sweep took")
            }
        }
    }

    /// Scenario S46.
    private static func sweepAgainstCommit(_ subject: ConformanceSubject) async throws {
        let store = try await subject.sweepable()
        var generator = subject.generator(11)
        for round in 0..<subject.scale.races {
            let record = try await subject.create(subject.samples.session(round), in: store)
            let last = Timestamp(milliseconds: record.idleDeadline.milliseconds - 1)
            let (commit, _) = try await Races.two(&generator) {
                try await store.commit(
                    [7], for: record.key, expecting: 1, idleDeadline: record.absoluteDeadline, at: last)
            } _: {
                try await store.sweep(limit: 10, at: record.idleDeadline)
            }
            guard commit == .committed(2) else {
                try subject.expect(commit, .gone(.idle), "commit while its session is swept")
                try subject.expect(
                    await store.load(record.key, at: record.idleDeadline), .gone(.idle), "load after a commit too late")
                continue
            }
            var expected = record
            expected.payload = [7]
            expected.version = 2
            expected.touchedAt = last
            expected.idleDeadline = record.absoluteDeadline
            try subject.expect(
                await store.load(record.key, at: record.idleDeadline), .live(expected), "load after a commit in time")
        }
    }
}
