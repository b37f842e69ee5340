import Foundation

extension ReportComparison {
    /// The comparison for people: first what changed, then how much did not.
    package var text: String {
        var parts: [String] = []
        let told = changes.filter { $0.verdict != .same && $0.verdict != .unknown }
        if !told.isEmpty {
            var table = BenchTable("verdict", "before", "after", "better by", "beside the floor", "p", "what")
            for change in told.sorted(by: { $0.gain < $1.gain }) {
                table.add([
                    change.verdict.rawValue, BenchNumber.text(change.before), BenchNumber.text(change.after),
                    signed(change.gain), change.gainBesideFloor.map(signed) ?? "–",
                    BenchNumber.text(change.probability), "\(change.name), \(change.unit)",
                ])
            }
            parts.append(table.text)
        }
        let count = { (verdict: FigureChange.Verdict) in changes.count { $0.verdict == verdict } }
        var summary = "\(changes.count) figures: \(count(.slower)) slower, \(count(.faster)) faster"
        if count(.machine) > 0 { summary += ", \(count(.machine)) moved with the machine" }
        summary += ", \(count(.same)) not told from noise or below \(BenchNumber.percent(threshold))"
        if count(.unknown) > 0 { summary += ", \(count(.unknown)) with too few runs" }
        parts.append((notes.map { "note: \($0)" } + [summary]).joined(separator: "\n"))
        return parts.joined(separator: "\n\n")
    }

    /// The comparison for machines.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    private func signed(_ gain: Double) -> String {
        (gain < 0 ? "-" : "+") + BenchNumber.percent(abs(gain))
    }
}
