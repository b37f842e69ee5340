/// What one operation came to on one store with so many callers.
package struct BenchFigure: Sendable, Codable {
    /// The store, as in ``BenchReport/stores``.
    package var backend: String
    /// What an acknowledged write survived.
    package var durability: String
    /// How many sessions stayed in the store.
    package var sessions: Int
    /// What was done.
    package var operation: BenchOperation
    /// How many callers there were at once.
    package var concurrency: Int
    /// All runs, in order.
    package var runs: [RunFigure]
    /// The run in the middle, by calls in a second.
    package var median: RunFigure
    /// The distance between the fastest and the slowest run, as a share of the median.
    package var spread: Double
    /// The floor that it is compared with, as in ``BenchReport/floors``.
    package var floor: String?
    /// The share of the floor that the median reached.
    package var share: Double?

    init?(_ store: StoreFacts, _ operation: BenchOperation, _ concurrency: Int, _ runs: [RunFigure]) {
        guard let median = RunFigure.median(runs) else { return nil }
        backend = store.backend
        durability = store.durability
        sessions = store.sessions
        self.operation = operation
        self.concurrency = concurrency
        self.runs = runs
        self.median = median
        let speeds = runs.map(\.perSecond)
        let width = (speeds.max() ?? 0) - (speeds.min() ?? 0)
        spread = median.perSecond > 0 ? width / median.perSecond : 0
    }

    /// What a row of numbers does not say, or nothing.
    var remark: String? {
        let name = "\(backend) \(durability), \(operation.rawValue), \(BenchNumber.callers(concurrency))"
        var parts: [String] = []
        if let swept = median.sweptPerSecond {
            parts.append("\(BenchNumber.text(swept)) sessions swept a second meanwhile")
        }
        if let untaken = median.untaken, untaken > 0 {
            parts.append("\(untaken) calls were due at the end and not begun: the rate is more than it can do")
        }
        if let lateness = median.lateness {
            parts.append("half of the calls began \(BenchNumber.text(lateness)) µs after their time by the timer")
        }
        return parts.isEmpty ? nil : "  \(name): " + parts.joined(separator: "; ")
    }
}
