import Foundation

extension TerminalReport {
    /// The report for people.
    package var text: String {
        ([heading] + (figures.isEmpty ? [] : [table.text]) + (closing.isEmpty ? [] : [closing]))
            .joined(separator: "\n\n")
    }

    var heading: String {
        let averages = { (loads: [Double]) in loads.map { BenchNumber.text($0) }.joined(separator: " ") }
        return """
            mooring bench terminals, \(startedAt), commit \(commit ?? "unknown")
            \(machine.cores) cores (\(machine.processor ?? "unknown processor")), \
            \(BenchNumber.bytes(Double(machine.memoryBytes))) memory, Linux \(machine.kernel)
            all windows on one terminal over the window protocol, every offset checked; latencies from the instant at \
            which each was due; \(plan.runs) runs of \(BenchNumber.text(plan.duration)) s; load \
            \(averages(loadBefore)) before, \(averages(loadAfter)) after
            """
    }

    static let titles = [
        "workload", "windows", "server", "source MB/s", "delivered MB/s", "p50 µs", "p95 µs", "p99 µs", "p99.9 µs",
        "max µs", "server cores", "ms/MB", "bench cores", "memory", "overtaken", "of the floor", "goal", "reached",
    ]

    /// The cells of a figure, in the order of the titles.
    static func cells(of figure: TerminalFigure) -> [String] {
        let median = figure.median
        let speed = { (bytes: Double) in bytes < 1e4 ? "–" : BenchNumber.text(bytes / 1e6) }
        let latency = { (value: Double) in median.samples == 0 ? "–" : BenchNumber.text(value) }
        return [
            figure.workload.rawValue, "\(figure.windows)", figure.server, speed(median.sourceBytesPerSecond),
            speed(median.deliveredBytesPerSecond), latency(median.p50), latency(median.p95), latency(median.p99),
            latency(median.p999), latency(median.longest), BenchNumber.text(median.serverCores),
            figure.workload.isFlood ? BenchNumber.text(median.processorMillisecondsPerMegabyte) : "–",
            BenchNumber.text(median.harnessCores),
            median.residentBytesGrown.map { "+" + BenchNumber.bytes(Double($0)) } ?? "–", "\(median.overtaken)",
            figure.ofTheFloor.map { BenchNumber.text($0) } ?? "–", figure.goal ?? "–",
            figure.isReached.map { $0 ? "yes" : "no" } ?? "–",
        ]
    }

    private var table: BenchTable {
        var table = BenchTable(titles: TerminalReport.titles)
        for figure in figures { table.add(TerminalReport.cells(of: figure)) }
        return table
    }

    var closing: String {
        var lines = figures.filter { $0.median.unanswered > 0 }.map {
            "\($0.server), \($0.workload.rawValue), \($0.windows) windows: \($0.median.unanswered) keys were not "
                + "answered at the end"
        }
        lines += notes.map { "note: \($0)" }
        if isInterrupted { lines.append("interrupted: what was measured until then is above") }
        if let failure { lines.append("FAILED, these figures do not count: \(failure)") }
        return lines.joined(separator: "\n")
    }
}
