import Logging
import SessionCore

/// How far the reading of a log has come, told at intervals.
struct OpeningProgress {
    private let logger: Logger
    private let report: (@Sendable (StorageProgress) -> Void)?
    private let start = ContinuousClock.now
    private var told = ContinuousClock.now
    private var sinceLook = 0
    private var done = 0
    /// How many bytes there are to read.
    var total = 0

    init(logger: Logger, report: (@Sendable (StorageProgress) -> Void)?) {
        self.logger = logger
        self.report = report
    }

    /// So many more bytes were read.
    mutating func advance(_ bytes: Int, sessions: Int, at now: @autoclosure () -> ContinuousClock.Instant = .now) {
        done += bytes
        sinceLook += bytes
        // The clock is not asked for each of millions of frames.
        guard sinceLook >= Limits.progressBytes else { return }
        sinceLook = 0
        let now = now()
        guard now - told >= Limits.progressPause else { return }
        told = now
        tell(now, sessions: sessions)
    }

    /// Everything was read.
    mutating func finish(sessions: Int) {
        done = total
        report?(StorageProgress(done: done, total: total, remaining: .zero))
    }

    private func tell(_ now: ContinuousClock.Instant, sessions: Int) {
        let progress = StorageProgress(
            done: done, total: total,
            remaining: (now - start) * (Double(max(0, total - done)) / Double(max(1, done))))
        // Whoever is told shows it in a way of their own.
        if let report { return report(progress) }
        let seconds = progress.remaining.map { $0.components.seconds + 1 } ?? 0
        logger.info(
            "Reading the log of sessions",
            metadata: [
                "done": "\(Int(progress.share * 100)) %", "remaining": "\(seconds) s", "sessions": "\(sessions)",
            ])
    }
}
