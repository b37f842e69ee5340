import Testing

@testable import SessionBench

/// Calls at a rate of their own.
@Suite struct OpenLoopTests {
    @Test func aStallCountsForEveryCallThatWasDueMeanwhile() async throws {
        var plan = BenchHouse.plan([.load])
        (plan.concurrency, plan.runs, plan.warmUp) = ([1], 1, 0)
        (plan.duration, plan.rate) = (0.5, 100)
        let report = try await BenchHouse.run(
            plan,
            on: [BenchHouse.target { HookedStorage { if $0 == 1 { try? await Task.sleep(for: .milliseconds(400)) } } }])
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
