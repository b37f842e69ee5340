import SessionBench
import Testing

/// Mixes over a store that lies about many sessions at once.
@Suite struct MixTests {
    @Test(arguments: [
        (LyingIndex.Fault.forgetfulRevokeAll, BenchOperation.revokeAll, "was revoked, and a load answered live"),
        (.miscounted, .revokeAll, "were ended, not 200"),
        (.blindSweep, .sweep, "had expired when all was swept, and a load answered live"),
        (.greedySweep, .sweep, "its version 1 was acknowledged"),
        (.shortList, .loginStorm, "has 0 sessions, not 1"),
        (.shortList, .list, "has 9 sessions, not 10"),
        (.forgetfulRotate, .loginStorm, "is absent; its version 2 was acknowledged"),
    ])
    func aStoreThatLiesFailsTheRun(_ fault: LyingIndex.Fault, _ operation: BenchOperation, _ words: String)
        async throws
    {
        for path in BenchPath.allCases {
            var plan = BenchHouse.plan([operation])
            plan.through = path
            let report = try await BenchHouse.run(plan, on: [BenchHouse.target { LyingIndex(fault) }])
            let failure = try #require(report.failure, "\(path)")
            #expect(failure.contains(words), "\(failure)")
        }
    }

    @Test func aMixIsOneFigureForEveryNumberOfCallers() async throws {
        let report = try await BenchHouse.run(BenchHouse.plan(BenchOperation.mixes), on: [BenchHouse.target()])
        #expect(report.failure == nil)
        for operation in BenchOperation.mixes {
            let callers = report.figures.filter { $0.operation == operation }.map(\.concurrency)
            #expect(callers == (operation == .revokeAll ? [1] : [1, 4]), "\(operation)")
        }
        let sweeps = report.figures.filter { $0.operation == .sweep }
        #expect(sweeps.allSatisfy { $0.median.sweptPerSecond ?? 0 > 0 }, "\(sweeps)")
    }

    @Test func aStoreWithoutAnAbilitySaysWhichMixToLeaveOut() async throws {
        for (operation, words) in [(BenchOperation.sweep, "leave out sweep"), (.revokeAll, "cannot list sessions")] {
            let report = try await BenchHouse.run(
                BenchHouse.plan([operation]), on: [BenchHouse.target { LyingStorage(.stale) }])
            #expect(report.failure?.contains(words) == true, "\(report.failure ?? "")")
        }
    }
}
