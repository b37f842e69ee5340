/// How long sessions live and what prolongs them.
public struct SessionPolicy: Sendable, Hashable {
    /// What counts as use.
    public enum Sliding: Sendable, Hashable {
        /// Loading a session prolongs it.
        case onAccess
        /// Only a commit prolongs it.
        case onWrite
    }

    /// How long a session lives unused; nothing for ever.
    public var idle: Duration?
    /// How long a session lives at the most; nothing for ever.
    public var absolute: Duration?
    /// How often at the most a session is touched: its idle deadline may be early by this much.
    public var touchEvery: Duration
    /// What counts as use.
    public var sliding: Sliding

    /// Makes a policy. The standard is that of a configuration that says nothing: a week, a month, a minute.
    public init(
        idle: Duration? = .seconds(7 * 86_400),
        absolute: Duration? = .seconds(30 * 86_400),
        touchEvery: Duration = .seconds(60),
        sliding: Sliding = .onAccess
    ) {
        self.idle = idle
        self.absolute = absolute
        self.touchEvery = touchEvery
        self.sliding = sliding
    }

    /// The idle deadline of a session used at an instant.
    public func idleDeadline(from now: Timestamp) -> Timestamp {
        idle.map(now.advanced(by:)) ?? .never
    }

    /// The absolute deadline of a session created at an instant.
    public func absoluteDeadline(from now: Timestamp) -> Timestamp {
        absolute.map(now.advanced(by:)) ?? .never
    }
}
