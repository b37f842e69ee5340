import Foundation
import Logging
import SessionCore

/// How far the opening of a store has come: on one line of a terminal, and as log lines anywhere else.
///
/// An opening that takes less than a second shows nothing.
struct OpeningLine: Sendable {
    /// How long an opening may take before anything is shown, in seconds.
    static let patience = 1.0

    private let logger: Logger
    private let line: StatusLine
    private let began: Date

    /// - Parameter line: where it is drawn; one without a terminal has the progress logged.
    init(logger: Logger, began: Date = Date(), on line: StatusLine = .standardError) {
        self.logger = logger
        self.began = began
        self.line = line
    }

    func show(_ progress: StorageProgress, at now: Date = Date()) {
        guard now.timeIntervalSince(began) >= OpeningLine.patience, progress.share < 1 else { return }
        guard line.isOnTerminal else {
            let remaining = OpeningLine.remaining(progress) ?? "unknown"
            logger.info(
                "Opening the store of sessions",
                metadata: ["done": "\(OpeningLine.percent(progress))", "remaining": "\(remaining)"])
            return
        }
        line.show(OpeningLine.text(progress), at: now)
    }

    /// Takes the line away, if there is one.
    func clear() {
        line.clear()
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
