/// A latency and the share of calls that did not exceed it.
package struct LatencyPoint: Sendable, Codable, Hashable {
    /// What a curve is made of, beside its end.
    static let percentiles: [Double] = [0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.9, 99.99]

    /// The share, in hundredths.
    package var percentile: Double
    /// The latency, in microseconds.
    package var microseconds: Double
}
