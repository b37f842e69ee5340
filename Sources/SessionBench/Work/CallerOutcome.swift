import SessionCore

/// What one caller of a measurement has to tell.
struct CallerOutcome: Sendable {
    let caller: Int
    var latencies = LatencyHistogram()
    /// The sessions it committed or touched, by their place, each with the version that was last acknowledged.
    var changed: [Int: BenchSession] = [:]
    /// The sessions it created.
    var created: [BenchSession] = []
    /// How many of its share of the stock it ended.
    var revoked = 0
    var failure: BenchFailure?
}
