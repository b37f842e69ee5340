extension ReportPage {
    var heading: String {
        let plan = report.plan
        let machine = report.machine
        let averages = { (loads: [Double]) in loads.map { BenchNumber.text($0) }.joined(separator: " ") }
        let versions = machine.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let facts = [
            ("When", "\(report.startedAt), for \(BenchNumber.duration(report.seconds))"),
            ("Commit", report.commit ?? "unknown"),
            ("Machine", "\(machine.processor ?? "unknown processor"), \(machine.cores) cores"),
            ("Memory", BenchNumber.bytes(Double(machine.memoryBytes))),
            ("Kernel", "Linux \(machine.kernel)"),
            ("Versions", versions.joined(separator: ", ")),
            ("Payload", "\(BenchNumber.bytes(Double(plan.size))), through the \(plan.through.rawValue)"),
            ("Runs", "\(plan.runs) of \(BenchNumber.text(plan.duration)) s, in turn; seed \(plan.seed)"),
            ("Calls", report.loop),
            ("Load averages", "\(averages(report.loadBefore)) before, \(averages(report.loadAfter)) after"),
        ]
        let cells = facts.map { "<div><dt>\($0.0)</dt><dd>\(Markup.text($0.1))</dd></div>" }.joined(separator: "\n")
        var alarm = ""
        if let failure = report.failure {
            alarm = "<p class=\"alarm\">These figures do not count: \(Markup.text(failure))</p>"
        } else if report.isInterrupted {
            alarm = "<p class=\"alarm\">The run was interrupted; what was measured until then is below.</p>"
        }
        return """
            <section>
            <p class="eyebrow">Mooring</p>
            <h1>How fast sessions are kept</h1>
            \(alarm)
            <p class="muted">Every read was checked, byte for byte, against what was last acknowledged. Compare figures \
            within this report, not across machines or hours.</p>
            <dl class="facts">
            \(cells)
            </dl>
            </section>
            """
    }

    var stores: String {
        let rows = report.stores.map { store -> [PageCell] in
            let each = { (bytes: Double?) in
                bytes.map { PageCell(BenchNumber.bytes($0 / Double(max(1, store.sessions))), value: $0) } ?? .nothing
            }
            let facts = store.facts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            let recovery = store.recovery
            return [
                PageCell("\(store.backend) · \(store.durability)"),
                PageCell(BenchNumber.grouped(Double(store.sessions)), value: Double(store.sessions)),
                PageCell(BenchNumber.duration(store.fillSeconds), value: store.fillSeconds),
                each(store.residentBytesGrown.map { Double($0) }), each(store.diskBytes.map { Double($0) }),
                recovery?.seconds.map { PageCell(BenchNumber.duration($0), value: $0) } ?? .nothing,
                PageCell(
                    ([store.guarantee] + [recovery.map { "Recovery: \($0.how)." }].compactMap { $0 }
                        + (facts.isEmpty ? [] : [facts]) + store.warnings).joined(separator: " "), isProse: true),
            ]
        }
        return section(
            "The stores",
            "What an acknowledged write survives, what the sessions take (the bench's own bookkeeping is part of the "
                + "memory), and how long a restart takes until the first session is found and right.",
            PageTable(
                titles: ["Store", "Sessions", "Filled in", "Memory each", "Disk each", "Recovery", "Of itself"],
                rows: rows, name: "stores"
            ).html)
    }

    var figures: String {
        let rows = report.figures.map { figure -> [PageCell] in
            let median = figure.median
            let number = { (value: Double) in PageCell(BenchNumber.grouped(value), value: value) }
            return [
                PageCell("\(figure.backend) · \(figure.durability)"), number(Double(figure.sessions)),
                PageCell(figure.operation.rawValue), number(Double(figure.concurrency)), number(median.perSecond),
                PageCell(BenchNumber.percent(figure.spread), value: figure.spread), number(median.p50),
                number(median.p95), number(median.p99), number(median.p999), number(median.longest),
                number(median.processorEach), median.writtenBytesEach.map(number) ?? .nothing,
                median.syncsEach.map(number) ?? .nothing,
                figure.share.map { PageCell(BenchNumber.text($0), value: $0) } ?? .nothing,
            ]
        }
        let table = PageTable(
            titles: [
                "Store", "Sessions", "Operation", "Callers", "Calls/s", "Spread", "p50 µs", "p95 µs", "p99 µs",
                "p99.9 µs", "Max µs", "CPU µs", "Written B", "Syncs", "Of floor",
            ], rows: rows, name: "figures")
        let remarks = report.figures.compactMap(\.remark).map { "<li>\(Markup.text($0))</li>" }.joined()
        return section(
            "All figures",
            "The run in the middle; spread is from the slowest to the fastest run as a share of it. Bytes handed to "
                + "write calls and waits for the disk are for each call; a dash is not counted, or has no floor.",
            report.figures.isEmpty ? "" : table.html + (remarks.isEmpty ? "" : "<ul class=\"notes\">\(remarks)</ul>"))
    }

    var floors: String {
        let rows = report.floors.map { floor in
            [
                PageCell(floor.backend), PageCell(floor.name),
                floor.perSecond.map { PageCell(BenchNumber.grouped($0), value: $0) } ?? .nothing,
                PageCell(floor.reason.map { "not run: \($0)" } ?? "", isProse: true),
            ]
        }
        return section(
            "The floors", "What a plain loop in C, or the server's own tool, reached in the same run.",
            rows.isEmpty
                ? ""
                : PageTable(titles: ["Backend", "Floor", "Calls/s", ""], rows: rows, name: "floors").html)
    }

    var notes: String {
        let skipped = report.skipped.map {
            "\($0.backend) at durability \($0.durability) was not measured: \($0.reason)"
        }
        let lines = (skipped + report.notes).map { "<li>\(Markup.text($0))</li>" }
        return section(
            "Notes", "What to know before trusting the figures.",
            lines.isEmpty ? "" : "<ul class=\"notes\">\(lines.joined())</ul>")
    }
}
