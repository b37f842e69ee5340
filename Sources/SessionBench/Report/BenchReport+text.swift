import Foundation

extension BenchReport {
    /// The report for people: what ran where, a table of figures, a table of floors.
    package var text: String {
        var parts = [heading]
        if !stores.isEmpty { parts.append(storesText) }
        if !figures.isEmpty { parts.append(figuresText) }
        if !floors.isEmpty { parts.append(floorsText) }
        let ending = closing
        if !ending.isEmpty { parts.append(ending) }
        return parts.joined(separator: "\n\n")
    }

    private var heading: String {
        let names = machine.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let averages = { (loads: [Double]) in loads.map { BenchNumber.text($0) }.joined(separator: " ") }
        return """
            mooring bench storage, \(startedAt), commit \(commit ?? "unknown"), seed \(plan.seed)
            \(machine.cores) cores (\(machine.processor ?? "unknown processor")), \
            \(BenchNumber.bytes(Double(machine.memoryBytes))) memory, Linux \(machine.kernel)
            \(names.joined(separator: ", "))
            payloads of \(plan.size) bytes through the \(plan.through.rawValue), every read checked; \(loop); \
            \(plan.runs) runs of \(BenchNumber.text(plan.duration)) s; load \(averages(loadBefore)) before, \
            \(averages(loadAfter)) after
            """
    }

    /// What begins a call.
    var loop: String {
        plan.rate.map { "open loop, \(BenchNumber.text($0)) calls a second, measured from when they were due" }
            ?? "closed loop"
    }

    private var storesText: String {
        stores.map { store in
            var lines = ["\(store.backend), durability \(store.durability): \(store.guarantee)"]
            var line = "  \(store.sessions) sessions, put in within \(BenchNumber.text(store.fillSeconds)) s"
            if let grown = store.residentBytesGrown { line += "; memory +\(BenchNumber.bytes(Double(grown)))" }
            if let disk = store.diskBytes { line += "; on disk \(BenchNumber.bytes(Double(disk)))" }
            lines.append(line)
            if let recovery = store.recovery { lines.append("  recovery: \(recovery.text)") }
            lines += store.facts.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
            lines += store.warnings.map { "  warning: \($0)" }
            return lines.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private var figuresText: String {
        var table = BenchTable(
            "backend", "durability", "sessions", "operation", "callers", "ops/s", "spread", "p50 µs", "p95 µs",
            "p99 µs", "p99.9 µs", "max µs", "cpu µs", "written B", "syncs", "share", "of the floor")
        for figure in figures {
            let median = figure.median
            table.add([
                figure.backend, figure.durability, "\(figure.sessions)", figure.operation.rawValue,
                "\(figure.concurrency)", BenchNumber.text(median.perSecond), BenchNumber.percent(figure.spread),
                BenchNumber.text(median.p50), BenchNumber.text(median.p95), BenchNumber.text(median.p99),
                BenchNumber.text(median.p999), BenchNumber.text(median.longest),
                BenchNumber.text(median.processorEach), median.writtenBytesEach.map(BenchNumber.text) ?? "–",
                median.syncsEach.map(BenchNumber.text) ?? "–",
                figure.share.map { BenchNumber.text($0) } ?? "–", figure.floor ?? "–",
            ])
        }
        return ([table.text] + figures.compactMap(\.remark)).joined(separator: "\n")
    }

    private var floorsText: String {
        var table = BenchTable("floor", "ops/s", "")
        for floor in floors {
            let reached = floor.perSecond.map { BenchNumber.text($0) } ?? "–"
            table.add([floor.name, reached, floor.reason.map { "not run: \($0)" } ?? ""])
        }
        return table.text
    }

    private var closing: String {
        var lines = skipped.map { "not measured: \($0.backend) at durability \($0.durability): \($0.reason)" }
        lines += notes.map { "note: \($0)" }
        if isInterrupted { lines.append("interrupted: what was measured until then is above") }
        if let failure { lines.append("FAILED, these figures do not count: \(failure)") }
        return lines.joined(separator: "\n")
    }
}
