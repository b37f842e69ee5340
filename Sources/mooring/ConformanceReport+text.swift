import Foundation

extension ConformanceReport {
    /// The report for people: every promise in a line, and below it what broke it.
    var text: String {
        var lines = [
            "backend \(backend), durability \(durability)\(seal), \(count(cases.count, "case")), scale \(scale), "
                + "seed \(seed)",
            "abilities: \(abilities.isEmpty ? "none beyond the contract" : abilities.joined(separator: ", "))",
        ]
        for (contract, cases) in grouped(cases, by: \.promise.contract) {
            lines += ["", contract]
            for (_, cases) in grouped(cases.sorted { $0.promise.number < $1.promise.number }, by: \.promise.number) {
                lines += promise(cases)
            }
        }
        lines += ["", summary, remains]
        return lines.joined(separator: "\n")
    }

    private var seal: String { encryptionKey.map { ", payloads sealed with the key \($0)" } ?? "" }

    private func promise(_ cases: [Case]) -> [String] {
        let failed = cases.filter { $0.verdict == .failed }
        let missing = cases.filter { $0.verdict == .notRun }.count
        let word = !failed.isEmpty ? "BROKEN" : missing == cases.count ? "not run" : missing > 0 ? "in part" : "kept"
        let number = cases.first.map { "promise \($0.promise.number)" } ?? ""
        var lines = [
            "  \(word.padding(toLength: 8, withPad: " ", startingAt: 0))\(number), \(count(cases.count, "case"))"
        ]
        for broken in failed {
            guard let failure = broken.failure else { continue }
            lines += [
                "    \(broken.name)", "      asked:    \(failure.what)", "      expected: \(failure.expected)",
                "      got:      \(failure.got)",
                "      again:    mooring conformance --backend \(backend) --case \(broken.name) --scale \(scale) "
                    + "--seed \(seed)",
            ]
        }
        return lines
    }

    private var summary: String {
        let passed = cases.filter { $0.verdict == .passed }.count
        let failed = cases.filter { $0.verdict == .failed }.count
        let time = String(format: "%.1f", seconds)
        if isInterrupted {
            return "Cut short after \(time) s: \(passed) passed, \(failed) failed, "
                + "\(cases.count - passed - failed) were not run."
        }
        if failed == 0 { return "All \(count(passed, "case")) passed in \(time) s." }
        return
            "\(failed) of \(count(cases.count, "case")) failed in \(time) s. A backend that breaks a promise loses or "
            + "mixes up sessions sooner or later; do not serve from it before this is understood."
    }

    private var remains: String {
        guard let left else {
            return "The namespaces \(namespaces) of this run were swept; what is left in them, this backend cannot say."
        }
        if left == 0 {
            let epochs = epochs ?? 0
            return epochs == 0
                ? "Nothing is left in the namespaces \(namespaces) of this run."
                : "Nothing but \(count(epochs, "epoch")) of made-up principals, which a store keeps for 30 days at the least, "
                    + "is left in the namespaces \(namespaces) of this run."
        }
        return "\(count(left, "entry", "entries")) could not be removed from the namespaces \(namespaces) of this run."
    }

    private func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }

    /// In the order in which each key is met first.
    private func grouped<Key: Hashable>(_ cases: [Case], by key: (Case) -> Key) -> [(Key, [Case])] {
        var order: [Key] = []
        let groups = Dictionary(grouping: cases, by: key)
        for entry in cases where !order.contains(key(entry)) { order.append(key(entry)) }
        return order.map { ($0, groups[$0] ?? []) }
    }
}
