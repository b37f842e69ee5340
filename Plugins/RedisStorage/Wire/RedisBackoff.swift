import NIOCore

/// How long one connection waits before it tries again: longer each time, never the same for two.
struct RedisBackoff {
    private var attempts = 0
    private var connectedSince: NIODeadline?

    /// The connection stands.
    mutating func connected(at now: NIODeadline) {
        connectedSince = now
    }

    /// An attempt failed or the connection was lost. The wait before the next attempt.
    ///
    /// A connection that did not last counts as one more failure, so that a server which takes connections and drops
    /// them is not pestered.
    ///
    /// - Parameter chance: evenly from 0 to 1; the wait is between a half and the whole of what is due.
    mutating func pause(at now: NIODeadline, chance: Double) -> TimeAmount {
        if let connectedSince, connectedSince + Limits.steadyTime <= now { attempts = 0 }
        connectedSince = nil
        let doubled = Limits.shortestBackoff.nanoseconds << Int64(min(attempts, 20))
        attempts = min(attempts + 1, 20)
        let due = min(doubled, Limits.longestBackoff.nanoseconds)
        return .nanoseconds(due / 2 + Int64(Double(due / 2) * min(max(chance, 0), 1)))
    }
}
