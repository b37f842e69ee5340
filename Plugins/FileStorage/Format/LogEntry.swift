import SessionCore

/// One thing that a frame of the log says.
enum LogEntry: Sendable, Hashable {
    /// A change of the table.
    case change(SessionChange)
    /// What the feed tells of a change; it stands in the same group.
    case event(FeedEvent)
    /// The feed begins anew behind this place: the first word of it in a snapshot.
    case feedBegins(FeedPosition)
    /// Events up to this place are no longer kept.
    case feedTrimmed(FeedPosition)
    /// Everything before was acknowledged.
    case mark
}
