/// A store that tells what became of its sessions, to whoever asks and whenever they ask: an outbox, not a broadcast.
///
/// ## What a backend with this ability promises
/// 1. Every session has exactly one `created`, one `rotated` for each rotation and, once it has ended, exactly one `ended`,
///    in this order. An event is stored in the same step as the change it tells of: there is never one without the other.
/// 2. A session that ends by a deadline or an epoch has its `ended` at the latest when a sweep has met it.
/// 3. Positions rise, also from one opening of a persistent store to the next. To read takes nothing away: every reader
///    that starts at one position reads the same events.
/// 4. Events are kept for ``Limits/feedRetention``, as far as they are no more than ``Limits/feedEvents``. A reader from
///    further back is told so by ``FeedPage/isMissing``, and reads on from the oldest that is kept.
public protocol ChangeFeed: SessionStorage {
    /// The events that follow a position, oldest first. Promises 1 to 4.
    ///
    /// - Parameters:
    ///   - position: the last one read, or ``FeedPosition/start``.
    ///   - limit: how many at the most; clamped to 1 … ``Limits/pageRecords``.
    func events(after position: FeedPosition, limit: Int) async throws(StorageError) -> FeedPage
}

/// A place in the feed of a store.
public struct FeedPosition: Sendable, Hashable, Comparable {
    /// The number; a later event has a higher one. Numbers may be left out.
    public let number: UInt64

    /// Takes a place by its number.
    public init(_ number: UInt64) {
        self.number = number
    }

    /// The place before every event.
    public static let start = FeedPosition(0)

    /// Whether one place comes before the other.
    public static func < (lhs: FeedPosition, rhs: FeedPosition) -> Bool {
        lhs.number < rhs.number
    }
}

/// What became of a session, as its store tells it.
public struct FeedEvent: Sendable, Hashable {
    /// What happened.
    public enum Change: Sendable, Hashable {
        /// The session was created.
        case created
        /// It moved to another key, and to its ``FeedEvent/owner`` if that is another one.
        case rotated
        /// It is no more. No session has two of these.
        case ended(EndReason)
    }

    /// Its place in the feed.
    public var position: FeedPosition
    /// The instant of the call that made the change; a sweep's own for what it ends.
    public var at: Timestamp
    /// The session.
    public var handle: SessionHandle
    /// What the session is for.
    public var kind: SessionKind
    /// The owner after the change.
    public var owner: Principal
    /// What happened.
    public var change: Change

    /// Describes an event.
    public init(
        position: FeedPosition, at: Timestamp, handle: SessionHandle, kind: SessionKind, owner: Principal,
        change: Change
    ) {
        self.position = position
        self.at = at
        self.handle = handle
        self.kind = kind
        self.owner = owner
        self.change = change
    }
}

/// Part of the feed of a store.
public struct FeedPage: Sendable, Hashable {
    /// The events, oldest first.
    public var events: [FeedEvent]
    /// Where to read on: the last event's place, or the place asked from when there is none.
    public var next: FeedPosition
    /// Whether events between the place asked from and the first one here are no longer kept.
    public var isMissing: Bool

    /// Makes a page.
    public init(events: [FeedEvent], next: FeedPosition, isMissing: Bool) {
        self.events = events
        self.next = next
        self.isMissing = isMissing
    }
}
