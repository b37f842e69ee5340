/// How a migration stands, as a server tells it.
struct MigrationCommandReport: Decodable {
    struct Progress: Decodable {
        let step: String
        let read: Int
        let total: Int?
        let rate: Int
        let remainingSeconds: Int?
    }

    struct Divergences: Decodable {
        let count: Int
        let handles: [String]
    }

    let phase: String
    let from: String
    let to: String?
    let since: String?
    let complete: Bool
    let progress: Progress?
    let divergences: Divergences
    let counts: [String: Int]
    let problem: String?
    let next: String

    /// The whole of it, for people.
    var text: String {
        guard phase != "none" else { return "No migration. The sessions are in the backend \(from)." }
        var facts = SessionsCommandTable("PHASE", phase)
        facts.add("FROM", from)
        facts.add("TO", to ?? "-")
        facts.add("SINCE", since ?? "-")
        facts.add("COMPLETE", complete ? "yes" : "no")
        if let progress { facts.add("WORK", MigrationCommandReport.words(progress)) }
        facts.add("MISSING", divergences.count == 0 ? "nothing" : "\(divergences.count) sessions")
        if !divergences.handles.isEmpty {
            facts.add("AMONG THEM", divergences.handles.prefix(5).joined(separator: " "))
        }
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) { facts.add(name.uppercased(), "\(count)") }
        if let problem { facts.add("PROBLEM", problem) }
        facts.add("NEXT", next)
        return facts.text
    }

    /// The same in one line, for a terminal.
    var line: String {
        let work = progress.map { ", " + MigrationCommandReport.words($0) } ?? ""
        return SessionsCommandTable.plain(
            phase + work + ", missing \(divergences.count)" + (problem.map { ": \($0)" } ?? ""))
    }

    private static func words(_ progress: Progress) -> String {
        let total = progress.total.map { " of \($0)" } ?? ""
        let left = progress.remainingSeconds.map { ", \($0) s left" } ?? ""
        return "\(progress.step) \(progress.read)\(total), \(progress.rate) a second\(left)"
    }
}
