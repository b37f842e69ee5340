import Foundation
import SessionBench
import Synchronization

/// How far a run has come, on one line of a terminal; nowhere else anything is shown.
final class BenchBar: Sendable {
    private static let width = 24
    /// How often at the most the line is drawn again, in seconds.
    private static let pause = 0.1

    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let began = Date()
    private let drawn = Mutex(Date.distantPast)

    /// Draws the line again.
    func show(_ progress: BenchProgress) {
        guard isTerminal else { return }
        let now = Date()
        let isDue = drawn.withLock { last in
            guard now.timeIntervalSince(last) >= BenchBar.pause else { return false }
            last = now
            return true
        }
        if isDue { write("\r\u{1b}[K" + BenchBar.line(progress, elapsed: now.timeIntervalSince(began))) }
    }

    /// Takes the line away.
    func clear() {
        if isTerminal { write("\r\u{1b}[K") }
    }

    /// The line, with what remains by what has passed.
    static func line(_ progress: BenchProgress, elapsed: Double) -> String {
        let full = Int(progress.fraction * Double(width))
        let bar = String(repeating: "#", count: full) + String(repeating: "-", count: width - full)
        let rest = progress.fraction > 0.01 ? "\(Int(elapsed / progress.fraction - elapsed)) s left" : ""
        return "[\(bar)] \(progress.what)  \(rest)"
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
