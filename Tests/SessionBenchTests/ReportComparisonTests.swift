import Foundation
import Testing

@testable import SessionBench

/// What is told from noise.
@Suite struct ReportComparisonTests {
    private let before: BenchReport

    init() async throws {
        var plan = BenchHouse.plan([.load])
        (plan.concurrency, plan.runs) = ([1], 5)
        before = try await BenchHouse.run(plan, on: [BenchHouse.target("file")])
    }

    /// The report with these speeds of its runs, and a floor of its own.
    private func report(_ speeds: [Double], floor: Double? = nil) -> BenchReport {
        var report = before
        report.figures[0].runs = speeds.map { speed in
            var run = before.figures[0].runs[0]
            run.perSecond = speed
            return run
        }
        if let floor {
            report.floors = [FloorFigure("pread", of: "file", perSecond: floor)]
            report.figures[0].floor = "pread"
        }
        return report
    }

    private func verdict(_ old: BenchReport, _ new: BenchReport, _ threshold: Double = 0.05) throws
        -> FigureChange.Verdict?
    {
        try ReportComparison(old, new, threshold: threshold).changes.first?.verdict
    }

    private static let orders: [([Double], [Double], Double)] = [
        ([1, 2, 3], [4, 5, 6], 0.1),
        ([4, 5, 6], [1, 2, 3], 0.1),
        ([1, 2, 3, 4], [5, 6, 7, 8], 2.0 / 70),
        ([1, 2, 3, 4, 5], [6, 7, 8, 9, 10], 2.0 / 252),
        // One pair the other way round: two orders of 70 are as uneven or more, on either side.
        ([1, 2, 3, 5], [4, 6, 7, 8], 4.0 / 70),
        ([1, 1, 1, 1], [1, 1, 1, 1], 1),
        ([], [1], 1),
    ]

    @Test(arguments: ReportComparisonTests.orders)
    func theProbabilityOfAnOrderIsExact(_ first: [Double], _ second: [Double], _ expected: Double) {
        #expect(abs(RankSumTest.probability(first, second) - expected) < 1e-9)
    }

    @Test func aClearChangeIsTold() throws {
        let old = report([100, 101, 102, 103, 104])
        #expect(try verdict(old, report([120, 121, 122, 123, 124])) == .faster)
        #expect(try verdict(old, report([80, 81, 82, 83, 84])) == .slower)
        #expect(try ReportComparison(old, report([80, 81, 82, 83, 84]), threshold: 0.05).isSlower)
    }

    @Test func noiseIsNoChange() throws {
        // The medians differ by a fifth, and the runs overlap.
        let old = report([60, 80, 100, 120, 140])
        #expect(try verdict(old, report([70, 90, 80, 130, 75])) == .same)
        #expect(try !ReportComparison(old, report([70, 90, 80, 130, 75]), threshold: 0.05).isSlower)
    }

    @Test func aClearChangeBelowTheThresholdIsNone() throws {
        let (old, new) = (report([100, 101, 102, 103, 104]), report([92, 93, 94, 95, 96]))
        #expect(try verdict(old, new, 0.05) == .slower)
        #expect(try verdict(old, new, 0.2) == .same)
    }

    @Test func whatMovesWithItsFloorIsTheMachine() throws {
        let old = report([100, 101, 102, 103, 104], floor: 1_000)
        #expect(try verdict(old, report([50, 51, 52, 53, 54], floor: 510)) == .machine)
        #expect(try verdict(old, report([50, 51, 52, 53, 54], floor: 1_000)) == .slower)
        // A floor that moved alone changes nothing.
        #expect(try verdict(old, report([100, 101, 102, 103, 104], floor: 500)) == .same)
    }

    @Test func threeRunsTellNothing() throws {
        let comparison = try ReportComparison(report([1, 2, 3]), report([10, 20, 30]), threshold: 0.05)
        #expect(comparison.changes.first?.verdict == .unknown)
        #expect(!comparison.isSlower)
        #expect(comparison.text.contains("too few runs"))
    }

    @Test func ofAnOpenLoopLatenciesAreCompared() throws {
        let make = { (latencies: [Double]) -> BenchReport in
            var report = before
            report.plan.rate = 100
            report.figures[0].runs = latencies.map { latency in
                var run = before.figures[0].runs[0]
                (run.perSecond, run.p99) = (100, latency)
                return run
            }
            return report
        }
        #expect(try verdict(make([10, 11, 12, 13, 14]), make([20, 21, 22, 23, 24])) == .slower)
        #expect(try verdict(make([20, 21, 22, 23, 24]), make([10, 11, 12, 13, 14])) == .faster)
    }

    @Test func reportsThatMeasuredOtherThingsAreRefused() {
        var failed = before
        failed.failure = "it lied"
        var bigger = before
        bigger.plan.size = 99
        var paced = before
        paced.plan.rate = 9
        var bare = before
        bare.plan.through = .storage
        var other = before
        other.figures[0].backend = "stone"
        for report in [failed, bigger, paced, bare, other] {
            #expect(throws: BenchFailure.self) { try ReportComparison(before, report, threshold: 0.05) }
        }
    }

    @Test func aReportIsReadAsItWasWritten() throws {
        let again = try BenchReport(json: Data(before.json().utf8))
        #expect(try again.json() == before.json())
        #expect(throws: BenchFailure.self) { try BenchReport(json: Data("{}".utf8)) }
        let old = try before.json().replacing(BenchReport.currentSchema, with: "mooring-bench-storage/1")
        #expect(throws: BenchFailure.self) { try BenchReport(json: Data(old.utf8)) }
    }
}
