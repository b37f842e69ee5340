/// What a server came to with so many windows on a terminal.
package struct TerminalFigure: Sendable, Codable {
    /// `mooring`, or `floor` for the server in C.
    package var server: String
    /// What happened on the terminal.
    package var workload: TerminalWorkload
    /// How many windows there were.
    package var windows: Int
    /// All runs, in order.
    package var runs: [TerminalRun]
    /// The run in the middle.
    package var median: TerminalRun
    /// The speed of a flood, or the latency of half of the rest, divided by that of the floor in the same run; for a flood
    /// with windows that stopped, by that of the flood without them.
    package var ofTheFloor: Double?
    /// What is to be reached, in words; nothing where nothing is set.
    package var goal: String?
    /// Whether it was reached.
    package var isReached: Bool?

    init?(_ server: String, _ workload: TerminalWorkload, _ windows: Int, _ runs: [TerminalRun]) {
        guard let median = TerminalRun.median(runs, workload) else { return nil }
        self.server = server
        self.workload = workload
        self.windows = windows
        self.runs = runs
        self.median = median
    }

    /// Writes beside the figure what the floor did, and whether the goal was reached.
    mutating func compare(with floor: TerminalFigure?) {
        if let floor {
            let (own, other) =
                workload.isFlood
                ? (median.sourceBytesPerSecond, floor.median.sourceBytesPerSecond) : (median.p50, floor.median.p50)
            ofTheFloor = other > 0 ? own / other : nil
        }
        if let share = workload.leastShare(windows: windows) {
            goal = "≥ \(BenchNumber.plain(share)) of \(workload == .stopped ? "flood" : "the floor")"
            isReached = ofTheFloor.map { $0 >= share && median.overtaken == 0 }
        } else if let times = workload.mostTimes(windows: windows) {
            goal = "p50 ≤ \(BenchNumber.plain(times)) × the floor"
            isReached = ofTheFloor.map { $0 <= times }
        } else if let longest = workload.longest(windows: windows) {
            goal = "p99 ≤ \(BenchNumber.duration(longest / 1e6, digits: 1))"
            isReached = median.p99 <= longest
        }
    }
}
