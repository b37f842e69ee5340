import SessionBench

extension BenchProgress {
    private static let width = 24

    /// The progress as a bar, with what remains by what has passed.
    ///
    /// - Parameter elapsed: seconds since the beginning.
    func bar(elapsed: Double) -> String {
        let full = Int(min(1, max(0, fraction)) * Double(BenchProgress.width))
        let bar = String(repeating: "#", count: full) + String(repeating: "-", count: BenchProgress.width - full)
        guard fraction > 0.01 else { return "[\(bar)] \(what)" }
        let rest = Int(elapsed / fraction - elapsed) + 1
        let minutes = rest >= 60 ? "\(rest / 60) min " : ""
        return "[\(bar)] \(minutes)\(rest % 60) s left, \(what)"
    }
}
