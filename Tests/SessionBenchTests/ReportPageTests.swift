import Testing

@testable import SessionBench

/// The page, as text; a browser looks at it elsewhere.
@Suite struct ReportPageTests {
    @Test func whatIsWrittenByOthersIsEscaped() async throws {
        let name = "<script>alert(1)</script>\"&"
        var report = try await BenchHouse.run(BenchHouse.plan([.load]), on: [BenchHouse.target(name)])
        report.notes = ["<b>\"bold\"</b>"]
        report.failure = "<i>"
        let page = report.html
        #expect(!page.contains("<script"))
        #expect(!page.contains("<b>") && !page.contains("<i>"))
        #expect(page.contains("&lt;b&gt;&quot;bold&quot;&lt;/b&gt;"))
    }

    @Test func aReportWithoutFiguresIsAPageAsWell() async throws {
        let stop = BenchInterruption()
        stop.interrupt()
        let report = try await BenchHouse.run(BenchHouse.plan(), on: [BenchHouse.target()], stop: stop)
        #expect(report.html.contains("The run was interrupted"))
    }

    @Test func scalesHaveRoomForEveryValue() {
        let scale = LogScale([3, 40_000], from: 100, to: 500)
        #expect(scale.ticks() == [1, 10, 100, 1_000, 10_000, 100_000])
        #expect(scale.place(1) == 100 && scale.place(100_000) == 500)
        #expect(abs(scale.place(10) - 180) < 1e-9)
        #expect(scale.place(0) == 100 && scale.place(1e9) == 500)
        #expect(LogScale([], from: 0, to: 1).ticks() == [1, 10])
    }

    private static let numbers: [(Double, String)] = [
        (0.5, "0.50"), (7, "7"), (999.4, "999"), (999.6, "1.00k"), (1_000, "1k"), (12_345, "12.3k"), (143_524, "144k"),
        (999_400, "999k"), (1_230_000, "1.23M"),
    ]

    @Test(arguments: ReportPageTests.numbers)
    func numbersAreShort(_ value: Double, _ text: String) {
        #expect(BenchNumber.short(value) == text)
    }

    @Test func thousandsStandApart() {
        #expect(BenchNumber.grouped(1_234_567) == "1\u{202f}234\u{202f}567")
        #expect(BenchNumber.grouped(123.4) == "123")
        #expect(BenchNumber.grouped(12.34) == "12.3")
        #expect(BenchNumber.grouped(200) == "200")
    }
}
