/// How long the parts of a run should take, so that its progress can be told in time and not in steps.
struct BenchForecast: Sendable {
    private let total: Double
    private(set) var done = 0.0

    /// How many sessions a store takes in a second while it is filled: a guess that only the bar sees.
    private static let filledEachSecond = 20_000.0

    init(_ plan: BenchPlan, targets: Int, floors: Int) {
        let fills = plan.sessions.reduce(0.0) { $0 + BenchForecast.fill($1) } * Double(targets)
        let count = plan.operations.count * plan.concurrency.count * plan.runs * targets * plan.sessions.count
        total = fills + Double(count) * BenchForecast.measurement(plan) + Double(floors) * Limits.floorSeconds
    }

    static func fill(_ sessions: Int) -> Double {
        Double(sessions) / filledEachSecond
    }

    static func measurement(_ plan: BenchPlan) -> Double {
        plan.duration + plan.warmUp + 0.5
    }

    /// Counts a part as done.
    mutating func finish(_ seconds: Double) {
        done += seconds
    }

    /// The progress with so many seconds of a part done.
    func progress(_ what: String, within seconds: Double = 0) -> BenchProgress {
        BenchProgress(fraction: total > 0 ? min(1, (done + seconds) / total) : 0, what: what)
    }
}
