import ArgumentParser
import SessionConformance
import SessionCore

/// How much work a run does.
enum ConformanceAmount: String, ExpressibleByArgument, CaseIterable {
    case quick, full

    func scale(seed: UInt64?) -> ConformanceScale {
        var scale = self == .quick ? ConformanceScale.small : .full
        // A day on: later than the end of the run, and so near that a backend which keeps things by its own clock does not
        // keep what is left for decades.
        scale.start = Timestamp(milliseconds: SystemClock().now.milliseconds / 1_000 * 1_000 + 86_400_123)
        if let seed { scale.seed = seed }
        return scale
    }
}
