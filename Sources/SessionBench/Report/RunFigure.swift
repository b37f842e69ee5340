/// What one run of one measurement came to.
package struct RunFigure: Sendable, Codable {
    /// How many calls were answered.
    package var operations: UInt64
    /// How long it took, in seconds.
    package var seconds: Double
    /// Calls answered in a second.
    package var perSecond: Double
    /// The latency that half of the calls did not exceed, in microseconds.
    package var p50: Double
    /// The same of 95 in a hundred.
    package var p95: Double
    /// The same of 99 in a hundred.
    package var p99: Double
    /// The same of 999 in a thousand.
    package var p999: Double
    /// The longest.
    package var longest: Double
    /// The processor time of this process for each call, in microseconds, the bench's own part included: what a busy
    /// machine changes least.
    package var processorEach: Double
    /// The bytes this process handed to write calls for each, or nothing where that is not known.
    package var writtenBytesEach: Double?

    /// How often the store waited for the disk for each call, or nothing where it does not count that.
    package var syncsEach: Double?
    /// How many calls were due at the end of an open loop that no caller was free to make.
    package var untaken: UInt64?
    /// How late the half of the calls of an open loop began that waited for their time: the timer's part of latencies.
    package var lateness: Double?
    /// How many sessions were swept in a second beside the calls.
    package var sweptPerSecond: Double?
    /// Latencies by percentile.
    package var curve: [LatencyPoint]

    init(_ outcomes: [CallerOutcome], _ used: ProcessUsage.Used, isWrite: Bool) {
        var latencies = LatencyHistogram()
        var late = LatencyHistogram()
        for outcome in outcomes {
            latencies.merge(outcome.latencies)
            late.merge(outcome.lateness)
        }
        let count = Double(latencies.count)
        operations = latencies.count
        seconds = used.seconds
        perSecond = used.seconds > 0 ? count / used.seconds : 0
        p50 = latencies.microseconds(atPercentile: 50)
        p95 = latencies.microseconds(atPercentile: 95)
        p99 = latencies.microseconds(atPercentile: 99)
        p999 = latencies.microseconds(atPercentile: 99.9)
        longest = latencies.maximum
        curve = latencies.count > 0 ? latencies.curve : []
        processorEach = count > 0 ? used.processorSeconds * 1e6 / count : 0
        if isWrite { writtenBytesEach = used.writtenBytes.map { count > 0 ? Double($0) / count : 0 } }
        if late.count > 0 { lateness = late.microseconds(atPercentile: 50) }
        let swept = outcomes.reduce(0) { $0 + $1.swept }
        if swept > 0, used.seconds > 0 { sweptPerSecond = Double(swept) / used.seconds }
    }

    /// The run in the middle, by calls in a second; nothing of no runs.
    static func median(_ runs: [RunFigure]) -> RunFigure? {
        runs.isEmpty ? nil : runs.sorted { $0.perSecond < $1.perSecond }[(runs.count - 1) / 2]
    }
}
