import ArgumentParser
import SessionConformance

/// How much work a run does.
enum ConformanceAmount: String, ExpressibleByArgument, CaseIterable {
    case quick, full

    func scale(seed: UInt64?) -> ConformanceScale {
        var scale = self == .quick ? ConformanceScale.small : .full
        if let seed { scale.seed = seed }
        return scale
    }
}
