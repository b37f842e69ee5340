import Foundation
import Testing

@testable import SessionBench

@Suite struct TerminalReportTests {
    private func report() throws -> TerminalReport {
        let run = TerminalRun(
            seconds: 1, sourceBytesPerSecond: 90e6, deliveredBytesPerSecond: 180e6, samples: 4, p50: 10, p95: 20,
            p99: 30, p999: 40, longest: 50, serverCores: 0.5, harnessCores: 0.25, residentBytesGrown: 1 << 20,
            overtaken: 0, unanswered: 2)
        var report = TerminalReport(
            plan: TerminalPlan(), machine: MachineFacts(versions: [:]), commit: "c0ffee")
        var figure = try #require(TerminalFigure("mooring", .flood, 1, [run]))
        figure.compare(with: figure)
        report.figures = [figure]
        report.notes = ["of <this>"]
        report.failure = "none"
        return report
    }

    /// What of a report in JSON is not as its schema says.
    private func problems(_ json: String, _ schema: String) throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = try Data(contentsOf: root.appending(path: "docs/\(schema).schema.json"))
        let shape = try #require(try JSONSerialization.jsonObject(with: file) as? [String: Any])
        return SchemaCheck(shape).problems(of: try JSONSerialization.jsonObject(with: Data(json.utf8)))
    }

    @Test func theJSONOfBothReportsIsAsTheirSchemasSay() throws {
        #expect(try problems(try report().json(), "bench-terminals") == [])
        var tokens = TokenReport(plan: TokenPlan(), machine: MachineFacts(versions: [:]), commit: nil)
        tokens.figures = [
            TokenFigure(
                algorithm: "ES256", way: .cold, tokens: 1, runs: [2], median: 2, p50: 2, p99: 2, ofTheFloor: 1.5)
        ]
        #expect(try problems(tokens.json(), "bench-jwt") == [])
    }

    @Test func theTableSaysWhatTheFigureIsAndWhatWasNotAnswered() throws {
        let text = try report().text
        #expect(text.contains("≥ 0.95 of the floor  yes"), "\(text)")
        #expect(text.contains("2 keys were not answered at the end"), "\(text)")
        #expect(text.contains("FAILED, these figures do not count: none"), "\(text)")
    }

    @Test func thePageHasTheFiguresAndNoMarkupOfStrangers() throws {
        let html = try report().html
        #expect(html.contains("<table id=\"figures\">") && html.contains("note: of &lt;this&gt;"), "\(html)")
    }
}
