import Histogram

/// Latencies in nanoseconds, to three digits (HDR histogram).
struct LatencyHistogram: Sendable {
    private var histogram = Histogram<UInt32>(
        lowestDiscernibleValue: 1, highestTrackableValue: Limits.latency, numberOfSignificantValueDigits: .three)

    mutating func record(_ nanoseconds: UInt64) {
        histogram.record(min(nanoseconds, Limits.latency))
    }

    /// Adds what another caller measured.
    mutating func merge(_ other: LatencyHistogram) {
        histogram.add(other.histogram)
    }

    /// How many were recorded.
    var count: UInt64 { histogram.totalCount }

    /// The latency that this share of all calls did not exceed, in microseconds.
    func microseconds(atPercentile percentile: Double) -> Double {
        Double(histogram.valueAtPercentile(percentile)) / 1000
    }

    /// Latencies by the share of calls that did not exceed them, from the fastest to the longest.
    var curve: [LatencyPoint] {
        LatencyPoint.percentiles.map { LatencyPoint(percentile: $0, microseconds: microseconds(atPercentile: $0)) }
            + [LatencyPoint(percentile: 100, microseconds: maximum)]
    }

    /// The longest, in microseconds.
    var maximum: Double { Double(histogram.maxRecorded) / 1000 }
}
