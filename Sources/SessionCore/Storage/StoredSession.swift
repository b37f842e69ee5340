/// What a store holds under a key: a session, or what remains of one.
public enum StoredSession: Sendable, Hashable {
    /// A session that nothing has ended yet. Its deadlines or its owner's epoch may have passed all the same.
    case live(SessionRecord)
    /// The tombstone of a session that was ended, swept or rotated away.
    indirect case ended(Tombstone)

    /// The public name of the session.
    public var handle: SessionHandle {
        switch self {
        case .live(let record): record.handle
        case .ended(let tombstone): tombstone.handle
        }
    }

    /// The first instant at which a sweep has something to do here.
    public var due: Timestamp {
        switch self {
        case .live(let record): record.deadline
        case .ended(let tombstone): tombstone.deadline
        }
    }

    /// In whose list it stands, or nothing for a tombstone.
    public var owner: Principal? {
        if case .live(let record) = self { record.owner } else { nil }
    }

    /// Whether its handle leads to it: all but the tombstones of rotated keys, whose session lives elsewhere.
    var isHandleHolder: Bool {
        if case .ended(let tombstone) = self { tombstone.reason != .superseded } else { true }
    }
}
