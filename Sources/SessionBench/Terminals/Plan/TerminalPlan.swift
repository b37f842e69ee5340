/// What `mooring bench terminals` measures, how often and for how long.
package struct TerminalPlan: Sendable, Codable {
    /// How many windows there are on the terminal; everything is measured once for each.
    package var windows: [Int]
    /// What happens, in this order.
    package var workloads: [TerminalWorkload]
    /// How long one measurement lasts, in seconds.
    package var duration: Double
    /// How often everything is measured.
    package var runs: Int
    /// Keys typed in a second.
    package var keysPerSecond: Int
    /// Whether the floor is measured.
    package var hasFloors: Bool

    /// Makes a plan; what is not given is the standard.
    package init(
        windows: [Int] = [1, 10, 50], workloads: [TerminalWorkload] = TerminalWorkload.standard, duration: Double = 2,
        runs: Int = 3, keysPerSecond: Int = 50, hasFloors: Bool = true
    ) {
        self.windows = windows
        self.workloads = workloads
        self.duration = duration
        self.runs = runs
        self.keysPerSecond = keysPerSecond
        self.hasFloors = hasFloors
    }

    /// What is wrong with the plan, or nothing.
    package var problem: String? {
        if windows.isEmpty { return "windows: at least one number is needed" }
        if let wrong = windows.first(where: { !(1...Limits.windows).contains($0) }) {
            return "windows: \(wrong) is not in 1 … \(Limits.windows)"
        }
        if workloads.isEmpty { return "workloads: at least one is needed" }
        if !(duration > 0 && duration <= Limits.seconds) {
            return "duration: more than 0, at most \(Limits.seconds) seconds"
        }
        if !(1...Limits.runs).contains(runs) { return "runs: \(runs) is not in 1 … \(Limits.runs)" }
        if !(1...Limits.keysPerSecond).contains(keysPerSecond) {
            return "keys: \(keysPerSecond) is not in 1 … \(Limits.keysPerSecond)"
        }
        return nil
    }
}
