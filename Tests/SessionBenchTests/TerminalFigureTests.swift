import Testing

@testable import SessionBench

@Suite struct TerminalFigureTests {
    private func run(speed: Double = 0, p50: Double = 0, p99: Double = 0, overtaken: Int = 0) -> TerminalRun {
        TerminalRun(
            seconds: 1, sourceBytesPerSecond: speed, deliveredBytesPerSecond: speed, samples: 1, p50: p50, p95: p99,
            p99: p99, p999: p99, longest: p99, serverCores: 0, harnessCores: 0, residentBytesGrown: nil,
            overtaken: overtaken, unanswered: 0)
    }

    private func verdict(
        _ workload: TerminalWorkload, _ windows: Int, _ own: TerminalRun, _ floor: TerminalRun
    ) throws -> Bool? {
        var figure = try #require(TerminalFigure("mooring", workload, windows, [own]))
        figure.compare(with: TerminalFigure("floor", workload, windows, [floor]))
        return figure.isReached
    }

    @Test func aFloodIsJudgedByItsShareOfTheFloorAndOnlyWhenItIsWhole() throws {
        let floor = run(speed: 100e6)
        #expect(try verdict(.flood, 1, run(speed: 95e6), floor) == true)
        #expect(try verdict(.flood, 1, run(speed: 94e6), floor) == false)
        #expect(try verdict(.flood, 100, run(speed: 80e6), floor) == true)
        #expect(try verdict(.flood, 1, run(speed: 99e6, overtaken: 1), floor) == false)
        #expect(try verdict(.flood, 1_000, run(speed: 1e6), floor) == nil)
    }

    @Test func keysAreJudgedByTheFloorAndFramesByTheClock() throws {
        let floor = run(p50: 100)
        #expect(try verdict(.echo, 10, run(p50: 150), floor) == true)
        #expect(try verdict(.echo, 10, run(p50: 151), floor) == false)
        #expect(try verdict(.echo, 50, run(p50: 200), floor) == true)
        #expect(try verdict(.paced, 10, run(p99: 1_500), floor) == true)
        #expect(try verdict(.paced, 10, run(p99: 1_501), floor) == false)
        #expect(try verdict(.echoFlood, 1_000, run(p99: 150_000), floor) == true)
    }

    @Test func theMedianOfFloodsIsBySpeedAndOfOthersByLatency() throws {
        let runs = [run(speed: 3, p50: 1), run(speed: 1, p50: 2), run(speed: 2, p50: 3)]
        #expect(TerminalRun.median(runs, .flood)?.sourceBytesPerSecond == 2)
        #expect(TerminalRun.median(runs, .echo)?.p50 == 2)
    }
}
