/// What became of one figure between two reports.
package struct FigureChange: Sendable, Codable {
    /// What is concluded.
    package enum Verdict: String, Sendable, Codable {
        /// Better, beyond noise and threshold.
        case faster
        /// Worse, beyond noise and threshold.
        case slower
        /// Not told from noise, or less than the threshold.
        case same
        /// Changed as the floor beside it changed: the machine, not the store.
        case machine
        /// There are too few runs to tell anything.
        case unknown
    }

    /// What was measured where, in words.
    package var name: String
    /// What is compared: `calls a second`, or of an open loop `p99 µs`.
    package var unit: String
    /// The median of the runs before.
    package var before: Double
    /// The median of the runs after.
    package var after: Double
    /// By how much it is better, as a share: 0.1 is a tenth more calls, or a tenth less latency.
    package var gain: Double
    /// The same beside the floor of each report, or nothing without one.
    package var gainBesideFloor: Double?
    /// The probability of so uneven an order of the runs by chance.
    package var probability: Double
    /// What is concluded.
    package var verdict: Verdict
}
