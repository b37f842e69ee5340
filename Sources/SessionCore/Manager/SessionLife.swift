/// What a session's deadlines follow.
public enum SessionLife: Sendable, Hashable {
    /// The policy: it lives while it is used, up to the absolute deadline.
    case whileUsed
    /// The policy from its first use on; until then only this long.
    case onceUsedWithin(Duration)
    /// Its own time, used or not, within the policy's absolute one; nothing for all of that.
    case fixed(Duration?)

    func deadlines(from now: Timestamp, _ policy: SessionPolicy) -> (idle: Timestamp, absolute: Timestamp) {
        let absolute = policy.absoluteDeadline(from: now)
        switch self {
        case .whileUsed: return (policy.idleDeadline(from: now), absolute)
        case .onceUsedWithin(let first): return (min(policy.idleDeadline(from: now), now.advanced(by: first)), absolute)
        case .fixed(let span): return (.never, min(absolute, span.map(now.advanced(by:)) ?? .never))
        }
    }
}
