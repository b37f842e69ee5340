/// What became of ``SessionStorage/create(_:)``.
public enum CreateOutcome: Sendable, Hashable {
    /// The record is stored.
    case created
    /// The key or the handle is in use, by a live session or a tombstone; nothing was changed.
    case duplicate
    /// The record was authenticated at or before its owner's not-before epoch; nothing was stored.
    case gone(EndReason)
}

/// What ``SessionStorage/load(_:at:)`` found.
public enum LoadOutcome: Sendable, Hashable {
    /// The session. Its `key` differs from the one asked for when that one was rotated away and is in its grace.
    case live(SessionRecord)
    /// There was a session, and why it is no more.
    case gone(EndReason)
    /// There is no trace of such a key.
    case absent
}

/// What became of ``SessionStorage/commit(_:for:expecting:idleDeadline:at:)``.
public enum CommitOutcome: Sendable, Hashable {
    /// The payload is stored under this version.
    case committed(UInt64)
    /// Another commit or rotation came first; here is what is stored now.
    case conflict(SessionRecord)
    /// The session has ended, or lives under another key.
    case gone(EndReason)
    /// There is no trace of such a key; nothing was written.
    case absent
}

/// What became of ``SessionStorage/touch(_:idleDeadline:at:)``.
public enum TouchOutcome: Sendable, Hashable {
    /// The deadline that now holds: the later of the old and the new.
    case touched(Timestamp)
    /// The session has ended, or lives under another key.
    case gone(EndReason)
    /// There is no trace of such a key; nothing was written.
    case absent
}

/// What became of ``SessionStorage/rotate(_:with:expecting:at:)``.
public enum RotateOutcome: Sendable, Hashable {
    /// The session lives under the new key, in this version.
    case rotated(UInt64)
    /// Another commit or rotation came first; here is what is stored now.
    case conflict(SessionRecord)
    /// The new key is in use already; nothing was changed.
    case duplicate
    /// The session has ended, or lives under another key.
    case gone(EndReason)
    /// There is no trace of such a key; nothing was written.
    case absent
}

/// What became of ``SessionStorage/revoke(_:reason:at:)``.
public enum RevokeOutcome: Sendable, Hashable {
    /// The session has ended, by this call or before it.
    case revoked
    /// There is no trace of such a key; nothing was written.
    case absent
}
