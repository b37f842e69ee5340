import Foundation

/// What changed from one report to another beyond noise.
///
/// A change counts when three things hold: the runs of the two reports are so unevenly ordered as chance makes them at
/// most once in twenty times (``RankSumTest``), the medians differ by the threshold at least, and, where both reports have
/// the floor of a figure, so does the share of the floor that was reached. A machine that was slower as a whole changes
/// the first two and not the third.
package struct ReportComparison: Sendable, Codable {
    /// The most that chance may explain.
    package static let chance = 0.05

    /// The figures that both have, in the order of the first.
    package var changes: [FigureChange] = []
    /// What only one has, and what differs of the circumstances.
    package var notes: [String] = []
    /// The smallest change that counts, as a share.
    package var threshold: Double

    /// Compares two reports, or throws why they cannot be compared.
    package init(_ before: BenchReport, _ after: BenchReport, threshold: Double) throws(BenchFailure) {
        self.threshold = threshold
        for (report, name) in [(before, "first"), (after, "second")] {
            if let failure = report.failure {
                throw BenchFailure("the figures of the \(name) report do not count: \(failure)")
            }
        }
        let (old, new) = (before.plan, after.plan)
        if old.size != new.size { throw BenchFailure("payloads of \(old.size) and of \(new.size) bytes") }
        if old.through != new.through { throw BenchFailure("one went through the manager, one did not") }
        if old.rate != new.rate { throw BenchFailure("the rates differ, or only one has a rate") }
        let others = Dictionary(after.figures.map { (ReportComparison.name(of: $0), $0) }, uniquingKeysWith: { $1 })
        for figure in before.figures {
            let name = ReportComparison.name(of: figure)
            guard let other = others[name] else { continue }
            changes.append(change(name, figure, other, before, after))
        }
        guard !changes.isEmpty else { throw BenchFailure("they have no figure in common") }
        note(before, after)
    }

    /// Whether something is slower beyond noise and threshold.
    package var isSlower: Bool { changes.contains { $0.verdict == .slower } }

    private static func name(of figure: BenchFigure) -> String {
        "\(figure.backend) \(figure.durability), \(figure.sessions) sessions, \(figure.operation.rawValue), "
            + BenchNumber.callers(figure.concurrency)
    }

    private func change(
        _ name: String, _ old: BenchFigure, _ new: BenchFigure, _ before: BenchReport, _ after: BenchReport
    ) -> FigureChange {
        let isOpen = before.plan.rate != nil
        let values = { (figure: BenchFigure) in figure.runs.map { isOpen ? $0.p99 : $0.perSecond } }
        let (first, second) = (values(old), values(new))
        let (one, other) = (ReportComparison.median(first), ReportComparison.median(second))
        let better = { (one: Double, other: Double) in
            isOpen ? (other > 0 ? one / other - 1 : 0) : (one > 0 ? other / one - 1 : 0)
        }
        var change = FigureChange(
            name: name, unit: isOpen ? "p99 µs" : "calls a second", before: one, after: other,
            gain: better(one, other), probability: RankSumTest.probability(first, second), verdict: .same)
        if !isOpen, old.floor == new.floor, let floor = speed(old.floor, before), let then = speed(new.floor, after) {
            change.gainBesideFloor = better(one / floor, other / then)
        }
        change.verdict = verdict(change, first.count, second.count)
        return change
    }

    private func verdict(_ change: FigureChange, _ first: Int, _ second: Int) -> FigureChange.Verdict {
        // Of so few runs even the most uneven order is no rarity.
        let rarest = RankSumTest.probability(
            (0..<first).map(Double.init), (0..<second).map { Double(first + $0) })
        guard rarest <= ReportComparison.chance else { return .unknown }
        // A loss of a tenth is undone by a gain of a ninth: both are the same step.
        let counts = { (gain: Double) in gain >= threshold || gain <= 1 / (1 + threshold) - 1 }
        guard change.probability <= ReportComparison.chance, counts(change.gain) else { return .same }
        if let beside = change.gainBesideFloor, !counts(beside) || (beside > 0) != (change.gain > 0) { return .machine }
        return change.gain > 0 ? .faster : .slower
    }

    private func speed(_ floor: String?, _ report: BenchReport) -> Double? {
        report.floors.first { $0.name == floor }?.perSecond.flatMap { $0 > 0 ? $0 : nil }
    }

    private mutating func note(_ before: BenchReport, _ after: BenchReport) {
        let (old, new) = (Set(before.figures.map(ReportComparison.name)), Set(after.figures.map(ReportComparison.name)))
        notes += old.subtracting(new).sorted().map { "only in the first: \($0)" }
        notes += new.subtracting(old).sorted().map { "only in the second: \($0)" }
        if before.machine.cores != after.machine.cores || before.machine.processor != after.machine.processor {
            notes.append("the machines differ; only what stands beside a floor says something")
        }
        if before.plan.duration != after.plan.duration { notes.append("the runs were of different length") }
        if before.isInterrupted || after.isInterrupted { notes.append("one of them was interrupted") }
        if changes.contains(where: { $0.verdict == .unknown }) {
            notes.append("too few runs to tell a change from noise: four in each report are the fewest, see --runs")
        }
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
