import Foundation
import Synchronization

/// A line on a terminal that is drawn over while work goes on; nowhere else anything is shown.
final class StatusLine: Sendable {
    /// How often at the most the line is drawn again, in seconds.
    static let pause = 0.1
    private static let erase = "\r\u{1b}[K"

    /// Writes to the terminal, or nothing when there is none.
    private let draw: (@Sendable (String) -> Void)?
    private let width: @Sendable () -> Int
    private let drawn = Mutex<Date?>(nil)

    /// - Parameters:
    ///   - width: the columns of the terminal; a longer line is cut, for one that breaks cannot be drawn over.
    ///   - draw: writes to the terminal; nothing shows nothing.
    init(width: @escaping @Sendable () -> Int = { 80 }, draw: (@Sendable (String) -> Void)?) {
        self.width = width
        self.draw = draw
    }

    /// The line on standard error, when that is a terminal.
    static var standardError: StatusLine {
        guard isatty(STDERR_FILENO) == 1 else { return StatusLine(draw: nil) }
        return StatusLine {
            var size = winsize()
            return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
        } draw: {
            FileHandle.standardError.write(Data($0.utf8))
        }
    }

    /// Whether there is a terminal to draw on.
    var isOnTerminal: Bool { draw != nil }

    /// Draws the line again, unless that was done a moment ago.
    func show(_ text: @autoclosure () -> String, at now: Date = Date()) {
        guard let draw else { return }
        drawn.withLock { last in
            if let last, now.timeIntervalSince(last) < StatusLine.pause { return }
            last = now
            draw(StatusLine.erase + text().prefix(max(1, width() - 1)))
        }
    }

    /// Takes the line away, if there is one.
    func clear() {
        drawn.withLock { last in
            if last != nil { draw?(StatusLine.erase) }
            last = nil
        }
    }
}
