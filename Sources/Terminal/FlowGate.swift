package import NIOCore

/// Decides whether the shell is held so that the windows can follow.
///
/// A window that may hold, and lags far behind, holds the shell while it takes something. One that takes too little for
/// the patience is a laggard: it holds nobody, loses what the log cannot keep, and counts again once it has caught up.
/// So does one that begins far behind, or leaving and coming back would renew the patience. Windows that may not hold
/// take what the log still has. With nobody to wait for, the shell runs on.
package struct FlowGate: Sendable {
    package struct Decision: Hashable, Sendable {
        /// Whether reading from the shell stops.
        package let isHeld: Bool
        /// When to ask again, although nothing else happens.
        package let recheck: NIODeadline?

        package init(isHeld: Bool, recheck: NIODeadline?) {
            self.isHeld = isHeld
            self.recheck = recheck
        }
    }

    private struct Follower {
        var parsed: UInt64
        /// What was parsed when it last made progress, and when that was.
        var mark: UInt64
        var markedAt: NIODeadline
        var mayHold: Bool
        var isLaggard: Bool

        func lag(behind head: UInt64) -> UInt64 { head > parsed ? head - parsed : 0 }
    }

    private let holdLag: UInt64
    private let releaseLag: UInt64
    private let calmLag: UInt64
    private let progress: UInt64
    private let patience: TimeAmount
    private var followers: [String: Follower] = [:]
    private var isHeld = false

    /// Holds at a lag of half the log, and releases at a quarter.
    package init(_ limits: TerminalLimits) {
        let log = UInt64(limits.logBytes)
        holdLag = log / 2
        releaseLag = log / 4
        calmLag = log / 8
        progress = UInt64(limits.progressBytes)
        patience = limits.patience
    }

    /// A window begins, or begins anew, with everything before `offset` behind it; the log ends at `head`.
    package mutating func follow(
        _ window: String, from offset: UInt64, head: UInt64, mayHold: Bool, at now: NIODeadline
    ) {
        var follower = Follower(parsed: offset, mark: offset, markedAt: now, mayHold: mayHold, isLaggard: false)
        // One that was overtaken stays a laggard until it has caught up, or it would hold the shell again at once.
        let wasLaggard = followers[window]?.isLaggard ?? false
        follower.isLaggard = wasLaggard || follower.lag(behind: head) > calmLag
        followers[window] = follower
    }

    /// A window may hold the shell from now on, or may no longer; one that is far behind must catch up first.
    package mutating func allow(_ window: String, toHold mayHold: Bool, head: UInt64, at now: NIODeadline) {
        guard let follower = followers[window], follower.mayHold != mayHold else { return }
        followers[window] = nil
        follow(window, from: follower.parsed, head: head, mayHold: mayHold, at: now)
    }

    /// A window is gone.
    package mutating func leave(_ window: String) {
        followers[window] = nil
    }

    /// A window has parsed everything before `offset`; less than it said before changes nothing.
    package mutating func parsed(_ window: String, upTo offset: UInt64) {
        guard let follower = followers[window], offset > follower.parsed else { return }
        followers[window]?.parsed = offset
    }

    /// What the window has parsed; nil for one that does not follow.
    package func parsedOffset(of window: String) -> UInt64? { followers[window]?.parsed }

    /// Whether the window was given up waiting for.
    package func isLaggard(_ window: String) -> Bool { followers[window]?.isLaggard ?? false }

    /// Judges every window against the end of the log.
    package mutating func decide(head: UInt64, at now: NIODeadline) -> Decision {
        let threshold = isHeld ? releaseLag : holdLag
        var recheck: NIODeadline?
        for index in followers.indices where followers.values[index].mayHold {
            let lag = judge(&followers.values[index], head: head, at: now)
            let follower = followers.values[index]
            guard lag > threshold, !follower.isLaggard else { continue }
            let deadline = follower.markedAt + patience
            recheck = min(recheck ?? deadline, deadline)
        }
        isHeld = recheck != nil
        return Decision(isHeld: isHeld, recheck: recheck)
    }

    private func judge(_ follower: inout Follower, head: UInt64, at now: NIODeadline) -> UInt64 {
        let lag = follower.lag(behind: head)
        if lag <= calmLag {
            follower.isLaggard = false
            (follower.mark, follower.markedAt) = (follower.parsed, now)
        } else if follower.parsed - follower.mark >= progress {
            (follower.mark, follower.markedAt) = (follower.parsed, now)
        } else if follower.markedAt + patience <= now {
            follower.isLaggard = true
        }
        return lag
    }
}
