import Foundation

/// Everything `mooring bench terminals` has to tell; as JSON it follows `docs/bench-terminals.schema.json`.
package struct TerminalReport: Sendable, Codable {
    /// The name and version of the shape of this report.
    package static let currentSchema = "mooring-bench-terminals/1"

    /// The shape this report has.
    package var schema = TerminalReport.currentSchema
    /// When the run began, in ISO 8601.
    package var startedAt: String
    /// How long it took in all, in seconds.
    package var seconds: Double = 0
    /// The commit of the source, where it is known.
    package var commit: String?
    /// What was asked for.
    package var plan: TerminalPlan
    /// Where it ran.
    package var machine: MachineFacts
    /// The load averages before the run.
    package var loadBefore: [Double]
    /// The load averages after it.
    package var loadAfter: [Double] = []
    /// What was reached, the server before its floor.
    package var figures: [TerminalFigure] = []
    /// What a reader should know before trusting the figures.
    package var notes: [String] = []
    /// Whether somebody ended the run early.
    package var isInterrupted = false
    /// Why the figures do not count, or nothing.
    package var failure: String?

    init(plan: TerminalPlan, machine: MachineFacts, commit: String?) {
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
}
