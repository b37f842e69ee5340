/// One change to a ``SessionTable``, complete in itself: what a store writes down to make the table again.
///
/// Applied in the order in which they were decided, changes lead to the same table. To apply one twice is harmless
/// as long as no later one was applied between.
public enum SessionChange: Sendable, Hashable {
    /// The key of the record holds this session.
    case stored(SessionRecord)
    /// The session has this payload and version. It moves the idle deadline in the same step.
    case committed(SessionKey, payload: [UInt8], version: UInt64, idleDeadline: Timestamp, touchedAt: Timestamp)
    /// The session has this idle deadline; payload and version stay.
    case touched(SessionKey, idleDeadline: Timestamp, touchedAt: Timestamp)
    /// The key holds this tombstone, and the key of the record holds the session: one step, both or neither.
    case rotated(SessionKey, Tombstone, into: SessionRecord)
    /// The session counts as authenticated at this instant: it was excepted when all others of its owner were ended.
    case authenticated(SessionKey, at: Timestamp)
    /// The key holds this tombstone.
    case ended(SessionKey, Tombstone)
    /// Nothing remains under the key.
    case removed(SessionKey)
    /// Nothing of the principal that was authenticated at or before this instant counts.
    case epochRaised(Principal, to: Timestamp)
}
