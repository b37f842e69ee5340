import Foundation
import Logging
import SessionCore
import Synchronization

/// How far the opening of a store has come: on one line of a terminal, and as log lines anywhere else.
///
/// An opening that takes less than a second shows nothing.
final class OpeningLine: Sendable {
    /// How long an opening may take before anything is shown, in seconds.
    static let patience = 1.0

    private let logger: Logger
    /// Draws on the terminal, or nothing when there is none.
    private let draw: (@Sendable (String) -> Void)?
    private let began: Date
    private let isDrawn = Mutex(false)

    /// - Parameter draw: writes to the terminal; nothing has the progress logged.
    init(logger: Logger, began: Date = Date(), draw: (@Sendable (String) -> Void)?) {
        self.logger = logger
        self.began = began
        self.draw = draw
    }

    /// A line on standard error when that is a terminal.
    static func standardError(logger: Logger) -> OpeningLine {
        let isTerminal = isatty(STDERR_FILENO) == 1
        guard isTerminal else { return OpeningLine(logger: logger, draw: nil) }
        return OpeningLine(logger: logger) { FileHandle.standardError.write(Data($0.utf8)) }
    }

    func show(_ progress: StorageProgress, at now: Date = Date()) {
        guard now.timeIntervalSince(began) >= OpeningLine.patience, progress.share < 1 else { return }
        guard let draw else {
            let remaining = OpeningLine.remaining(progress) ?? "unknown"
            logger.info(
                "Opening the store of sessions",
                metadata: ["done": "\(OpeningLine.percent(progress))", "remaining": "\(remaining)"])
            return
        }
        isDrawn.withLock { isDrawn in
            isDrawn = true
            draw("\r\u{1b}[K" + OpeningLine.text(progress))
        }
    }

    /// Takes the line away, if there is one.
    func clear() {
        isDrawn.withLock { isDrawn in
            if isDrawn { draw?("\r\u{1b}[K") }
            isDrawn = false
        }
    }

    static func text(_ progress: StorageProgress) -> String {
        let rest = remaining(progress).map { ", \($0) left" } ?? ""
        return "Opening the store of sessions: \(percent(progress))\(rest)"
    }

    private static func percent(_ progress: StorageProgress) -> String {
        "\(Int(progress.share * 100)) %"
    }

    /// Rounded up: what remains is never nothing.
    private static func remaining(_ progress: StorageProgress) -> String? {
        progress.remaining.map { "\($0.components.seconds + 1) s" }
    }
}
