import MemoryStorage
import SessionCore
import Testing

@Suite struct StorageCopyTests {
    private struct Stop: Error {}

    @Test func copyAnswersAsItsSource() async throws {
        let sample = try await CopyingSample()
        let target = WatchedStorage()
        let done = try await StorageCopy(from: sample.source, into: target).run()
        #expect(done.place == nil && done.live == sample.live.count && done.present == 0)
        // The tombstone of the rotated key and the epoch came beside those that were revoked.
        #expect(done.ended == sample.ended.count + 2)
        #expect(try await sample.differences(target.memory) == [])
    }

    @Test func sessionsWaitUntilAllThatHasEndedIsWritten() async throws {
        // The store refuses a session that comes while a page of tombstones is under way.
        let target = WatchedStorage(patience: 200)
        try await StorageCopy(from: CopyingSample().source, into: target).run()
        #expect(target.restored.contains { $0.contains { $0.pass == .live } })
    }

    @Test func nothingRevokedIsLiveWhereverACopyFails() async throws {
        let sample = try await CopyingSample()
        let target = WatchedStorage()
        try await StorageCopy(from: sample.source, into: target).run()
        let calls = target.restored.count
        // All of it was copied while it lived; then it was revoked, and the copy is repeated.
        for key in sample.live { _ = try await sample.source.revoke(key, reason: .revoked, at: sample.now) }
        let fresh = sample.record()
        _ = try await sample.source.create(fresh)
        for number in 0..<calls {
            target.fail(at: number)
            _ = try? await StorageCopy(from: sample.source, into: target).run(isAsking: true)
            guard case .live = try await target.load(fresh.key, at: sample.now) else { continue }
            for key in sample.live { #expect(try await target.load(key, at: sample.now) == .gone(.revoked)) }
        }
        target.fail(at: nil)
        try await StorageCopy(from: sample.source, into: target).run(isAsking: true)
        #expect(try await sample.differences(target.memory) == [])
    }

    @Test func goesOnFromEachPlace() async throws {
        let sample = try await CopyingSample()
        var places: [StorageCopy.Place] = []
        try await StorageCopy(from: sample.source, into: MemoryStorage()).run { progress in
            if let place = progress.place { places.append(place) }
        }
        #expect(places.count > 4 && Set(places).count == places.count)
        for place in places {
            let target = MemoryStorage()
            let copy = StorageCopy(from: sample.source, into: target)
            var stopped: StorageCopy.Place?
            await #expect(throws: Stop.self) {
                try await copy.run { progress in
                    stopped = progress.place
                    if progress.place == place { throw Stop() }
                }
            }
            #expect(stopped == place)
            try await copy.run(from: place)
            #expect(try await sample.differences(target) == [])
        }
    }

    @Test func anotherRunWritesOnlyWhatTheTargetHasNot() async throws {
        let sample = try await CopyingSample()
        let target = WatchedStorage()
        let copy = StorageCopy(from: sample.source, into: target)
        await #expect(throws: Stop.self) {
            try await copy.run { if $0.live > 400 { throw Stop() } }
        }
        // What changed since is seen although the first run has been there.
        let live = target.restored.joined().filter { $0.pass == .live }
        guard case .session(let changed, _) = live.first else { throw Stop() }
        _ = try await sample.source.commit(
            [1, 2, 3], for: changed, expecting: 1, idleDeadline: nil, at: sample.now)
        let done = try await copy.run(isAsking: true)
        #expect(done.present >= 400 && done.present + done.live == sample.live.count, "\(done)")
        #expect(try await sample.differences(target.memory) == [])
        let again = try await copy.run(isAsking: true)
        #expect(again.present == sample.live.count && again.live == 0, "\(again)")
    }

    /// A session that is due, and that no sweep has ended, is in both stores as it was.
    @Test func anotherRunWritesNoSessionThatIsDueEither() async throws {
        let sample = try await CopyingSample(sessions: 40)
        var due = sample.record()
        due.idleDeadline = Timestamp(milliseconds: 1)
        _ = try await sample.source.create(due)
        let copy = StorageCopy(from: sample.source, into: WatchedStorage())
        let first = try await copy.run(isAsking: true)
        #expect(first.live == sample.live.count + 1, "\(first)")
        let again = try await copy.run(isAsking: true)
        #expect(again.live == 0 && again.present == first.live, "\(again)")
    }

    @Test func aCallWithoutAnAnswerIsMadeAgain() async throws {
        let sample = try await CopyingSample(sessions: 40)
        let target = WatchedStorage()
        target.loseOne()
        try await StorageCopy(from: sample.source, into: target).run()
        // Other pages may have come between the two.
        let lost = target.restored[0]
        #expect(target.restored.count { $0 == lost } == 2)
        #expect(try await sample.differences(target.memory) == [])
    }

    @Test func cancelledCopyEndsAndIsTold() async throws {
        let sample = try await CopyingSample()
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await StorageCopy(from: sample.source, into: WatchedStorage()).run() }
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }

    @Test func largePayloadsAreRestoredInPartsThatEveryBackendTakes() async throws {
        let sample = try await CopyingSample(sessions: 4)
        for _ in 0..<40 { _ = try await sample.source.create(sample.record(Array(repeating: 7, count: 700_000))) }
        let target = WatchedStorage()
        try await StorageCopy(from: sample.source, into: target).run()
        for entries in target.restored {
            #expect(entries.reduce(0) { $0 + $1.payloadBytes } <= 2 << 20)
        }
        #expect(try await sample.differences(target.memory) == [])
    }

    @Test func secondWalkKnowsHowFarItIs() async throws {
        let sample = try await CopyingSample()
        var shares: [Double] = []
        try await StorageCopy(from: sample.source, into: MemoryStorage()).run { progress in
            if progress.pass == .live { shares.append(progress.share ?? -1) }
        }
        #expect(shares == shares.sorted() && shares.last == 1 && shares.first.map { $0 > 0 && $0 < 0.1 } == true)
    }
}
