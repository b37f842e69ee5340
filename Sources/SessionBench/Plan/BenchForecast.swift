/// How long the parts of a run should take, so that its progress can be told in time and not in steps.
struct BenchForecast: Sendable {
    private let total: Double
    private(set) var done = 0.0

    /// How many sessions a store takes in a second while it is filled: a guess that only the bar sees.
    private static let filledEachSecond = 20_000.0

    init(_ plan: BenchPlan, targets: Int, floors: Int) {
        let fills = plan.sessions.reduce(0.0) { $0 + BenchForecast.fill($1) } * Double(targets)
        let steps = BenchStep.all(plan, stores: targets)
        let round = plan.sessions.reduce(0.0) { sum, sessions in
            sum + steps.reduce(0.0) { $0 + BenchForecast.measurement($1.operation, of: plan, sessions) }
        }
        total = fills + Double(plan.runs) * round + Double(floors) * Limits.floorSeconds
    }

    static func fill(_ sessions: Int) -> Double {
        Double(sessions) / filledEachSecond
    }

    /// A measurement with what is made before it and read back afterwards.
    static func measurement(_ operation: BenchOperation, of plan: BenchPlan, _ sessions: Int) -> Double {
        let stock = fill(min(Limits.stock, max(1_000, sessions)))
        switch operation {
        case .sweep: return plan.duration / 2 + 1.5 * stock
        case .revokeAll: return plan.duration / 2 + fill(Limits.revocations * min(Limits.sessionsEndedAtOnce, sessions))
        case .revoke: return plan.duration + plan.warmUp + stock
        default: return plan.duration + plan.warmUp + 0.3
        }
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
