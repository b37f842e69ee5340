import Foundation

/// Everything `mooring bench jwt` has to tell; as JSON it follows `docs/bench-jwt.schema.json`.
package struct TokenReport: Sendable, Codable {
    /// The shape this report has.
    package var schema = "mooring-bench-jwt/1"
    /// When the run began, in ISO 8601.
    package var startedAt: String
    /// The commit of the source, where it is known.
    package var commit: String?
    /// What was asked for.
    package var plan: TokenPlan
    /// Where it ran.
    package var machine: MachineFacts
    /// The load averages before the run.
    package var loadBefore: [Double]
    /// The load averages after it.
    package var loadAfter: [Double] = []
    /// What was measured.
    package var figures: [TokenFigure] = []
    /// What a reader should know before trusting the figures.
    package var notes: [String] = []
    /// Whether somebody ended the run early.
    package var isInterrupted = false
    /// Why the figures do not count, or nothing.
    package var failure: String?

    init(plan: TokenPlan, machine: MachineFacts, commit: String?) {
        self.plan = plan
        self.machine = machine
        self.commit = commit
        startedAt = ISO8601DateFormatter().string(from: Date())
        loadBefore = ProcessFacts.loadAverage
    }

    /// The report for machines.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// The report for people.
    package var text: String {
        var table = BenchTable(titles: TokenReport.titles)
        for figure in figures { table.add(TokenReport.cells(of: figure)) }
        return [heading, table.text, closing].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// The report as a page for a browser, whole in one file.
    package var html: String {
        PlainPage(
            title: "Tokens, \(startedAt)", prose: heading + "\n" + closing, titles: TokenReport.titles,
            rows: figures.map(TokenReport.cells)
        ).html
    }

    private var heading: String {
        let averages = { (loads: [Double]) in loads.map { BenchNumber.text($0) }.joined(separator: " ") }
        return """
            mooring bench jwt, \(startedAt), commit \(commit ?? "unknown")
            \(machine.cores) cores (\(machine.processor ?? "unknown processor")), Linux \(machine.kernel)
            one caller, the whole strategy with its look for revocations; \(plan.runs) runs of \(plan.tokens) tokens; \
            load \(averages(loadBefore)) before, \(averages(loadAfter)) after
            """
    }

    private static let titles = ["algorithm", "token", "µs", "p50 µs", "p99 µs", "a second", "of the bare check"]

    private static func cells(of figure: TokenFigure) -> [String] {
        [
            figure.algorithm, figure.way.rawValue, BenchNumber.text(figure.median), BenchNumber.text(figure.p50),
            BenchNumber.text(figure.p99), BenchNumber.text(figure.median > 0 ? 1e6 / figure.median : 0),
            figure.ofTheFloor.map { BenchNumber.text($0) } ?? "–",
        ]
    }

    private var closing: String {
        var lines = notes.map { "note: \($0)" }
        if isInterrupted { lines.append("interrupted: what was measured until then is above") }
        if let failure { lines.append("FAILED, these figures do not count: \(failure)") }
        return lines.joined(separator: "\n")
    }
}
