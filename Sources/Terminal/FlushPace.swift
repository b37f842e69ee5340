package import NIOCore

/// Decides when windows are woken for new output: at once after a quiet time, then at most once an interval.
package struct FlushPace: Sendable {
    package enum Action: Hashable, Sendable {
        /// Wake them now.
        case flush
        /// Wake them then.
        case flushLater(NIODeadline)
        /// That was arranged already.
        case wait
    }

    private let interval: TimeAmount
    private var lastFlush: NIODeadline?
    private var isArranged = false

    package init(interval: TimeAmount) {
        self.interval = interval
    }

    /// There is output that the windows do not know of.
    package mutating func outputArrived(at now: NIODeadline) -> Action {
        if isArranged { return .wait }
        guard let lastFlush, now < lastFlush + interval else { return .flush }
        isArranged = true
        return .flushLater(lastFlush + interval)
    }

    /// The windows are being woken.
    package mutating func flushed(at now: NIODeadline) {
        lastFlush = now
        isArranged = false
    }
}
