import Foundation
import TestSupport
import Testing

/// The page of a bench report, in a real browser.
@Suite(.serialized) struct BenchReportTests {
    /// Makes a report with the real command.
    private func report(in folder: TemporaryDirectory) async throws -> JSON {
        let answer = try await ChildProcess.run(
            BuildProducts.executable("mooring"),
            [
                "bench", "storage", "--data", folder.path("data"), "--backend", "memory,file", "--durability",
                "normal,full", "--sessions", "50,400", "--operations", "load,commit", "--mix", "read-heavy,sweep",
                "--concurrency", "1,8", "--duration", "0.05", "--runs", "2", "--report", folder.path("report"),
            ], within: .seconds(120))
        try #require(answer.code == 0, "\(answer.output)")
        return try #require(JSON(String(contentsOfFile: folder.path("report/report.json"), encoding: .utf8)))
    }

    @Test(.timeLimit(.minutes(4))) func theFiguresOnThePageAreThoseOfTheJSONAndNothingIsCut() async throws {
        let folder = try TemporaryDirectory()
        let report = try await report(in: folder)
        let browser = try await Chromium()
        let page = try await browser.newContext().open("file://" + folder.path("report/report.html"))

        let figures = report["figures"].array
        #expect(figures.count == 48)
        let rows = try await page.evaluate(
            """
            [...document.querySelectorAll('#figures tbody tr')].map(row => [row.cells[2].textContent,
              ...[...row.cells].map(cell => Number(cell.dataset.value))].map(String))
            """)
        let bars = try await page.evaluate(
            "[...document.querySelectorAll('.bar')].map(bar => Number(bar.dataset.value))")
        for (index, figure) in figures.enumerated() {
            #expect(rows[index][0] == figure["operation"])
            for (column, name) in [(5, "perSecond"), (7, "p50"), (9, "p99"), (12, "processorEach")] {
                let shown = rows[index][column].string.flatMap(Double.init)
                #expect(shown == figure["median"][name].double, "\(index) \(name)")
            }
        }
        let speeds = figures.compactMap { $0["median"]["perSecond"].double }
        let drawn = (0..<speeds.count).compactMap { bars[$0].double }
        #expect(drawn.sorted() == speeds.sorted())

        try await check(page, wide: 1280, .light)
        try await check(page, wide: 1280, .dark)
        try await check(page, wide: 390, .light)
        try await browser.close()
    }

    /// Nothing is cut or moves the page sideways, bars are as long as their values say, and text can be read.
    private func check(_ page: BrowserPage, wide width: Int, _ scheme: BrowserPage.ColorScheme) async throws {
        try await page.setViewport(width: width, height: 900)
        try await page.emulate(scheme)
        let place = "\(width) \(scheme)"
        #expect(try await page.evaluate("document.documentElement.scrollWidth <= innerWidth") == true, "\(place)")
        let cut = try await page.evaluate(
            """
            [...document.querySelectorAll('svg text')].filter(text => {
              const [box, frame] = [text.getBBox(), text.ownerSVGElement.viewBox.baseVal];
              return box.x < -0.5 || box.y < -0.5 || box.x + box.width > frame.width + 0.5
                || box.y + box.height > frame.height + 0.5;
            }).map(text => text.textContent).join('|')
            """)
        #expect(cut.string == "", "\(place)")
        let spilled = try await page.evaluate(
            """
            [...document.querySelectorAll('main *:not(svg *)')].filter(element => element.scrollWidth > element.clientWidth + 1
              && element.clientWidth > 0 && getComputedStyle(element).overflowX === 'visible'
              && !element.closest('.wide, figure')).map(element => element.tagName + element.className).join('|')
            """)
        #expect(spilled.string == "", "\(place)")
        let disorder = try await page.evaluate(
            """
            [...document.querySelectorAll('svg')].flatMap(svg => {
              const bars = [...svg.querySelectorAll('.bar')].sort((a, b) => a.dataset.value - b.dataset.value);
              return bars.filter((bar, i) => i > 0 && bar.getBBox().width + 0.2 < bars[i - 1].getBBox().width);
            }).length
            """)
        #expect(disorder == 0, "\(place)")
        let (ground, text) = try await (luminance(page, "backgroundColor"), luminance(page, "color"))
        #expect(scheme == .light ? ground > 0.7 && text < 0.3 : ground < 0.3 && text > 0.7, "\(place)")
    }

    /// How bright a colour of the page's body is, 0 to 1.
    private func luminance(_ page: BrowserPage, _ property: String) async throws -> Double {
        let value = try await page.evaluate(
            """
            getComputedStyle(document.body).\(property).match(/[0-9.]+/g).slice(0, 3)
              .reduce((sum, part) => sum + Number(part), 0) / 765
            """)
        return try #require(value.double)
    }
}
