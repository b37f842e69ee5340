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

    init(_ latencies: LatencyHistogram, seconds: Double, processorSeconds: Double, writtenBytes: UInt64?) {
        operations = latencies.count
        self.seconds = seconds
        perSecond = seconds > 0 ? Double(latencies.count) / seconds : 0
        p50 = latencies.microseconds(atPercentile: 50)
        p99 = latencies.microseconds(atPercentile: 99)
        p999 = latencies.microseconds(atPercentile: 99.9)
        longest = latencies.maximum
        processorEach = latencies.count > 0 ? processorSeconds * 1e6 / Double(latencies.count) : 0
        writtenBytesEach = writtenBytes.map { latencies.count > 0 ? Double($0) / Double(latencies.count) : 0 }
    }

    /// The run in the middle, by calls in a second; nothing of no runs.
    static func median(_ runs: [RunFigure]) -> RunFigure? {
        runs.isEmpty ? nil : runs.sorted { $0.perSecond < $1.perSecond }[(runs.count - 1) / 2]
    }
}
