/// A report as one page that needs nothing else: no script, no font, no picture from elsewhere.
struct ReportPage {
    let report: BenchReport
    let series: [StoreSeries]

    init(_ report: BenchReport) {
        self.report = report
        series = StoreSeries.all(report)
    }

    var html: String {
        let parts = [heading, throughput, latencies, costs, stores, figures, floors, notes].filter { !$0.isEmpty }
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Mooring storage bench, \(Markup.text(report.startedAt))</title>
            <style>
            \(ReportStyle.sheet)
            </style>
            </head>
            <body>
            <main>
            \(parts.joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    /// The operations that were measured, in the order of the report.
    var operations: [BenchOperation] {
        report.figures.reduce(into: []) { if !$0.contains($1.operation) { $0.append($1.operation) } }
    }

    /// The numbers of sessions, ascending.
    var counts: [Int] { Set(report.figures.map(\.sessions)).sorted() }

    func section(_ title: String, _ explanation: String, _ inside: String) -> String {
        inside.isEmpty
            ? ""
            : Markup.element(
                "section", "",
                "<h2>\(Markup.text(title))</h2>\n<p class=\"muted\">\(Markup.text(explanation))</p>\n\(inside)")
    }

    func panel(_ title: String, _ detail: String, _ svg: String) -> String {
        "<figure><h3>\(Markup.text(title)) <small>\(Markup.text(detail))</small></h3>\(svg)</figure>"
    }

    private var throughput: String {
        let groups = counts.reversed().map { count in
            let panels = operations.compactMap { operation in
                let figures = report.figures.filter { $0.operation == operation && $0.sessions == count }
                return figures.isEmpty
                    ? nil
                    : panel(operation.rawValue, operation.sentence, ThroughputChart(figures, report).svg)
            }
            return "<h3>\(BenchNumber.grouped(Double(count))) sessions in the store</h3>"
                + "<div class=\"panels\">\(panels.joined(separator: "\n"))</div>"
        }
        return section(
            "Calls a second",
            "The run in the middle of \(report.plan.runs), on a scale of powers of ten; beside each bar the number of "
                + "callers, paler for one alone. The thin line across its end spans the slowest and the fastest run. "
                + "An upright stroke is the floor: what a plain loop in C or the server's own tool did in the same run.",
            groups.joined(separator: "\n"))
    }

    private var keys: String {
        "<ul class=\"keys\">\(series.map(\.key).joined())</ul>"
    }

    private var latencies: String {
        guard let count = counts.last else { return "" }
        let groups = report.plan.concurrency.map { callers -> String in
            let panels = operations.compactMap { operation in
                CurveChart(
                    latencies: report.figures.filter {
                        $0.operation == operation && $0.sessions == count && $0.concurrency == callers
                    }, series
                ).map { panel(operation.rawValue, "", $0.svg) }
            }
            guard !panels.isEmpty else { return "" }
            return "<h3>\(BenchNumber.callers(callers))</h3>"
                + "<div class=\"panels narrow\">\(panels.joined(separator: "\n"))</div>"
        }.filter { !$0.isEmpty }
        let start = report.plan.rate == nil ? "its beginning" : "the instant at which it was due"
        return section(
            "Latency by percentile",
            "How long a call took from \(start), with \(BenchNumber.grouped(Double(count))) sessions in the store: "
                + "the half of all calls at the left, the slowest at the right. Both scales are of powers of ten.",
            groups.isEmpty ? "" : keys + "\n" + groups.joined(separator: "\n"))
    }

    private var costs: String {
        guard let callers = report.plan.concurrency.min() else { return "" }
        let panels = operations.compactMap { operation in
            CurveChart(
                cost: report.figures.filter { $0.operation == operation && $0.concurrency == callers }, series
            ).map { panel(operation.rawValue, "", $0.svg) }
        }
        return section(
            "Cost against the number of sessions",
            "Processor time of this process for each call, the bench's own part included, with \(callers) "
                + "caller\(callers == 1 ? "" : "s"). A level line is a store whose cost does not grow.",
            panels.isEmpty ? "" : keys + "<div class=\"panels narrow\">\(panels.joined(separator: "\n"))</div>")
    }
}
