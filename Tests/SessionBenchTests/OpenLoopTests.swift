import MemoryStorage
import SessionCore
import Synchronization
import Testing

@testable import SessionBench

/// Calls at a rate of their own.
@Suite struct OpenLoopTests {
    /// Sleeps in one load, and in no other.
    private final class StallingStorage: SessionStorage {
        private let memory = MemoryStorage()
        private let stall: Duration
        private let loads = Mutex(0)

        init(_ stall: Duration) {
            self.stall = stall
        }

        func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
            let isFirst = loads.withLock { loads in
                loads += 1
                return loads == 1
            }
            if isFirst { try? await Task.sleep(for: stall) }
            return try await memory.load(key, at: now)
        }

        func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
            try await memory.create(record)
        }

        func commit(
            _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?,
            at now: Timestamp
        ) async throws(StorageError) -> CommitOutcome {
            try await memory.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
        }

        func touch(
            _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
        ) async throws(StorageError) -> TouchOutcome {
            try await memory.touch(key, idleDeadline: idleDeadline, at: now)
        }

        func rotate(
            _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
        ) async throws(StorageError) -> RotateOutcome {
            try await memory.rotate(key, with: rotation, expecting: version, at: now)
        }

        func revoke(
            _ key: SessionKey, reason: EndReason, at now: Timestamp
        ) async throws(StorageError) -> RevokeOutcome {
            try await memory.revoke(key, reason: reason, at: now)
        }
    }

    @Test func aStallCountsForEveryCallThatWasDueMeanwhile() async throws {
        var plan = BenchHouse.plan([.load])
        (plan.concurrency, plan.runs, plan.warmUp) = ([1], 1, 0)
        (plan.duration, plan.rate) = (0.5, 100)
        let report = try await BenchHouse.run(
            plan, on: [BenchHouse.target { StallingStorage(.milliseconds(400)) }])
        #expect(report.failure == nil)
        let run = try #require(report.figures.first?.runs.first)
        // Forty of fifty calls were due while the first one slept: the half of all waited for 160 ms or more. A loop that
        // waits for answers would have made one long call and thousands of short ones.
        #expect(run.p50 >= 100_000, "\(run)")
        #expect(run.operations + (run.untaken ?? 0) == 50, "\(run)")
        #expect(report.text.contains("open loop, 100 calls a second"))
    }

    @Test func callsAreDueAtTheRateUntilTheEnd() {
        let pace = BenchPace(perSecond: 4, from: 1_000, until: 1_000 + 1_000_000_000)
        #expect(pace.untaken == 4)
        #expect((0..<3).map { _ in pace.next() } == [1_000, 250_001_000, 500_001_000])
        #expect(pace.untaken == 1)
        #expect(pace.next() == 750_001_000)
        #expect(pace.next() == nil)
        #expect(pace.next() == nil)
        #expect(pace.untaken == 0)
    }
}
