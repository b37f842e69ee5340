/// What one run of one measurement of terminals came to.
package struct TerminalRun: Sendable, Codable {
    /// How long it took, in seconds.
    package var seconds: Double
    /// Bytes a second that the program printed and the slowest window that reads had; what the source could do.
    package var sourceBytesPerSecond: Double
    /// Bytes a second that all windows had together.
    package var deliveredBytesPerSecond: Double
    /// How many latencies there are: frames at windows, keys answered, or joins.
    package var samples: UInt64
    /// The latency that half did not exceed, in microseconds, from the instant at which it was due.
    package var p50: Double
    /// The same of 95 in a hundred.
    package var p95: Double
    /// The same of 99 in a hundred.
    package var p99: Double
    /// The same of 999 in a thousand.
    package var p999: Double
    /// The longest.
    package var longest: Double
    /// The processors that the server used, 1 for a whole one.
    package var serverCores: Double
    /// The processors that the bench itself used, the floor's server left out.
    package var harnessCores: Double
    /// The bytes by which the server grew from before the windows came, or nothing for a floor.
    package var residentBytesGrown: Int64?
    /// How often a window was overtaken and began anew: not faithful, and none at the floor.
    package var overtaken: Int
    /// Keys that were typed and not answered at the end.
    package var unanswered: Int

    /// The server's processor time for each delivered megabyte: what other work on the machine changes least.
    var processorMillisecondsPerMegabyte: Double {
        deliveredBytesPerSecond > 0 ? serverCores * 1e9 / deliveredBytesPerSecond : 0
    }

    /// The run in the middle, by speed for floods and by half of the latencies elsewhere; nothing of no runs.
    static func median(_ runs: [TerminalRun], _ workload: TerminalWorkload) -> TerminalRun? {
        guard !runs.isEmpty else { return nil }
        let sorted = runs.sorted {
            workload.isFlood ? $0.sourceBytesPerSecond < $1.sourceBytesPerSecond : $0.p50 < $1.p50
        }
        return sorted[(runs.count - 1) / 2]
    }
}
