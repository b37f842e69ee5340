import SessionCore

/// What is measured, how often and for how long.
package struct BenchPlan: Sendable, Codable {
    /// How many sessions lie in a store while it is measured; a store is measured once for each.
    package var sessions: [Int]
    /// The bytes of a payload.
    package var size: Int
    /// How many callers there are at once; everything is measured once for each.
    package var concurrency: [Int]
    /// What is done, in this order.
    package var operations: [BenchOperation]
    /// How long one measurement lasts, in seconds.
    package var duration: Double
    /// How long the same is done before it counts, in seconds.
    package var warmUp: Double
    /// How often everything is measured. The runs go round all stores, so that what the machine does hits all alike.
    package var runs: Int
    /// What decides payloads and the order of calls.
    package var seed: UInt64
    /// Through what the calls go.
    package var through: BenchPath
    /// How many calls are begun in a second, by all callers together, however long they take; nothing has every caller
    /// begin its next call when the last was answered.
    package var rate: Double?
    /// Whether the floors are measured.
    package var hasFloors: Bool

    /// Makes a plan; what is not given is the standard.
    package init(
        sessions: [Int] = [100_000], size: Int = 1024, concurrency: [Int] = [1, 64],
        operations: [BenchOperation] = BenchOperation.single, duration: Double = 2, warmUp: Double? = nil,
        runs: Int = 3, seed: UInt64 = 1, through: BenchPath = .manager, rate: Double? = nil, hasFloors: Bool = true
    ) {
        self.sessions = sessions
        self.size = size
        self.concurrency = concurrency
        self.operations = operations
        self.duration = duration
        self.warmUp = warmUp ?? min(0.5, duration / 4)
        self.runs = runs
        self.seed = seed
        self.through = through
        self.rate = rate
        self.hasFloors = hasFloors
    }

    /// What is wrong with the plan, or nothing.
    package var problem: String? {
        func outside(_ values: [Int], _ range: ClosedRange<Int>, _ what: String) -> String? {
            if values.isEmpty { return "\(what): at least one is needed" }
            return values.first { !range.contains($0) }.map {
                "\(what): \($0) is not in \(range.lowerBound) … \(range.upperBound)"
            }
        }
        if operations.isEmpty { return "operations: at least one is needed" }
        if !(duration > 0 && duration <= Limits.seconds) {
            return "duration: more than 0, at most \(Limits.seconds) seconds"
        }
        if let rate, !(rate >= Limits.rates.lowerBound && rate <= Limits.rates.upperBound) {
            return "rate: \(Limits.rates.lowerBound) to \(Limits.rates.upperBound) calls a second"
        }
        return outside(sessions, 1...Limits.sessions, "sessions")
            ?? outside([size], Limits.payloadBytes...SessionLimits.payloadBytes, "size")
            ?? outside(concurrency, 1...Limits.concurrency, "concurrency")
            ?? outside([runs], 1...Limits.runs, "runs")
    }
}
