import SessionCore

/// What one caller of a measurement has to tell.
struct CallerOutcome: Sendable {
    let caller: Int
    var latencies = LatencyHistogram()
    /// How late calls began that waited for their time: what the timer of this machine adds to their latencies.
    var lateness = LatencyHistogram()
    /// The sessions it committed or touched, by their place, each with the version that was last acknowledged.
    var changed: [Int: BenchSession] = [:]
    /// The sessions it created.
    var created: [BenchSession] = []
    /// How many of its share of what there was to end it ended: sessions, or groups of them.
    var revoked = 0
    /// How many sessions it swept.
    var swept = 0
    var failure: BenchFailure?
}
