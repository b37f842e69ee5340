import Foundation
import SessionCore

/// The clock of this machine.
struct SystemClock: SessionClock {
    /// The time since this process first asked, which never steps back.
    static let uptime: @Sendable () -> Duration = {
        start.duration(to: .now)
    }

    private static let start = ContinuousClock.now

    /// A double holds milliseconds of this age exactly.
    var now: Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
