/// How a store came back after it was closed, or its server killed, at the end of the measurements.
package struct RecoveryFigure: Sendable, Codable, Hashable {
    /// The seconds from the beginning of the restart until the first session was loaded and found right; nothing when
    /// that was not measured.
    package var seconds: Double?
    /// How many sessions were then read, and were what was last acknowledged.
    package var checked: Int = 0
    /// What was done, or why nothing was.
    package var how: String

    /// The figure as a sentence.
    var text: String {
        guard let seconds else { return how }
        return "\(how); the first session was found right after \(BenchNumber.duration(seconds)), "
            + "and \(checked) were read and checked"
    }
}
