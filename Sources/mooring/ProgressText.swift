import Foundation
import SessionCore

/// How far a walk through a store has come, in words: what is done, which part that is, and how long the rest takes.
struct ProgressText {
    private var began = ContinuousClock.now
    private var walk = ""

    /// - Parameters:
    ///   - walk: what is being done; another one has a time of its own.
    ///   - share: the part that is done, or nothing while it cannot be told.
    mutating func callAsFunction(_ walk: String, _ done: String, share: Double?) -> String {
        if walk != self.walk { (self.walk, began) = (walk, .now) }
        return ProgressText.words(walk, done, share: share, after: began.duration(to: .now))
    }

    static func words(_ walk: String, _ done: String, share: Double?, after time: Duration) -> String {
        guard let share else { return "\(walk): \(done)" }
        let bar = String(repeating: "#", count: Int(share * 20))
        let text = "\(walk): [\(bar.padding(toLength: 20, withPad: "-", startingAt: 0))] \(Int(share * 100)) %, \(done)"
        // The first moments say nothing of the rest.
        guard (0.01..<1).contains(share), time > .seconds(1) else { return text }
        let seconds = Int((time / .seconds(1) * (1 - share) / share).rounded(.up))
        return text + ", \(seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s") left"
    }
}
