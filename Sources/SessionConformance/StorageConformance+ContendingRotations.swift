import SessionCore

/// Promise 12 while other calls come at the same time.
extension StorageConformance {
    static let contendingRotations = [
        StorageConformance("oneOfTwoRotationsWins", .storage(12), run: rotateAgainstRotate),
        StorageConformance("rotationAndCommitThatRaceLoseNothing", .storage(12), run: rotateAgainstCommit),
        StorageConformance("aReaderMeetsNeitherNoKeyNorTwo", .storage(12), run: rotateAgainstReader),
        StorageConformance("rotationNeverUndoesARevocation", .storage(7), run: rotateAgainstRevoke),
    ]

    /// Scenario S47.
    private static func rotateAgainstRotate(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        var generator = subject.generator(3)
        for round in 0..<subject.scale.races {
            let record = try await subject.create(samples.session(3 * round), in: store)
            let keys = (samples.key(3 * round + 1), samples.key(3 * round + 2))
            let (one, other) = try await Races.two(&generator) {
                try await store.rotate(record.key, with: Rotation(to: keys.0), expecting: 1, at: start)
            } _: {
                try await store.rotate(record.key, with: Rotation(to: keys.1), expecting: 1, at: start)
            }
            let (winner, loser, lost) = one == .rotated(2) ? (keys.0, keys.1, other) : (keys.1, keys.0, one)
            try subject.expect([one, other].count { $0 == .rotated(2) }, 1, "rotations at once that succeeded")
            try subject.expect(
                lost, oneOf: [.conflict(record), .gone(.superseded)], "the rotation that came too late")
            let stored = try await subject.live(store, winner, at: start, "load of the key that won")
            try subject.expect(stored.handle, record.handle, "handle of the session that was rotated")
            try subject.expect(await store.load(loser, at: start), .absent, "load of the key that lost")
            try subject.expect(await store.load(record.key, at: start), .gone(.superseded), "load of the old key")
        }
    }

    /// Scenario S48.
    private static func rotateAgainstCommit(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        var generator = subject.generator(4)
        for round in 0..<subject.scale.races {
            let record = try await subject.create(samples.session(2 * round), in: store)
            let new = samples.key(2 * round + 1)
            let (commit, rotate) = try await Races.two(&generator) {
                try await store.commit([7], for: record.key, expecting: 1, idleDeadline: nil, at: start)
            } _: {
                try await store.rotate(record.key, with: Rotation(to: new), expecting: 1, at: start)
            }
            switch (commit, rotate) {
            case (.committed(2), .conflict(let current)):
                try subject.expect(current.payload, [7], "payload that the late rotation was told of")
                try subject.expect(await store.load(record.key, at: start), .live(current), "load of the old key")
                try subject.expect(await store.load(new, at: start), .absent, "load of the key not rotated to")
            case (.gone(.superseded), .rotated(2)):
                let stored = try await subject.live(store, new, at: start, "load of the new key")
                try subject.expect(stored.payload, record.payload, "payload of a commit that was refused")
            default:
                let got = "\(Evidence.text(of: commit)) and \(Evidence.text(of: rotate))"
                throw subject.failure("a commit and a rotation at once", expected: "one of them", got: got)
            }
        }
    }

    private static func rotateAgainstReader(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        try await subject.create(subject.samples.session(0), in: store)
        let rotations = min(subject.scale.races, 500)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await rotateAgain(subject, store, times: rotations) }
            group.addTask {
                for step in 0..<rotations { try await watchRotation(step, subject, store) }
            }
            while try await group.next() != nil {}
        }
    }

    private static func rotateAgain(
        _ subject: ConformanceSubject, _ store: any SessionStorage, times: Int
    ) async throws {
        for step in 0..<times {
            try subject.expect(
                await store.rotate(
                    subject.samples.key(step), with: Rotation(to: subject.samples.key(step + 1)),
                    expecting: UInt64(step + 1), at: subject.start), .rotated(UInt64(step + 2)), "rotation \(step + 1)")
            await Task.yield()
        }
    }

    /// Reads until a rotation is over: once the new key is live the old one is gone, once the old one is gone the new one
    /// is there.
    private static func watchRotation(
        _ step: Int, _ subject: ConformanceSubject, _ store: any SessionStorage
    ) async throws {
        let (old, new) = (subject.samples.key(step), subject.samples.key(step + 1))
        while true {
            try Task.checkCancellation()
            let first = try await store.load(new, at: subject.start)
            let before = try await store.load(old, at: subject.start)
            let after = try await store.load(new, at: subject.start)
            if case .live = first, case .live = before {
                throw subject.failure("loads during a rotation", expected: "one live key", got: "two")
            }
            if case .gone = before {
                guard after != .absent else {
                    throw subject.failure("loads during a rotation", expected: "one live key", got: "none")
                }
                return
            }
            await Task.yield()
        }
    }

    private static func rotateAgainstRevoke(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        let grace = start.advanced(by: .seconds(30))
        var generator = subject.generator(5)
        for round in 0..<subject.scale.races {
            let key = try await subject.create(samples.session(2 * round), in: store).key
            let rotation = Rotation(to: samples.key(2 * round + 1), graceUntil: grace)
            let (rotate, revoke) = try await Races.two(&generator) {
                try await store.rotate(key, with: rotation, expecting: 1, at: start)
            } _: {
                try await store.revoke(key, reason: .loggedOut, at: start)
            }
            try subject.expect(revoke, .revoked, "revocation during a rotation")
            try subject.expect(
                rotate, oneOf: [.rotated(2), .gone(.loggedOut)], "rotation during a revocation")
            try subject.expect(
                await store.load(key, at: start), .gone(.loggedOut), "load of the old key after both")
            let expected: LoadOutcome = rotate == .rotated(2) ? .gone(.loggedOut) : .absent
            try subject.expect(
                await store.load(rotation.newKey, at: start), expected, "load of the new key after both")
        }
    }
}
