/// A session as a store keeps it.
///
/// The payload is opaque: whoever owns the session encodes and decodes it.
public struct SessionRecord: Sendable, Hashable {
    /// The hash of the secret that opens it.
    public var key: SessionKey
    /// The public name, which a rotation keeps.
    public var handle: SessionHandle
    /// What the session is for.
    public var kind: SessionKind
    /// The principal in whose lists it appears.
    public var owner: Principal
    /// 1 when created, one more with every commit and rotation. A touch leaves it.
    public var version: UInt64
    /// When it was created. Nothing changes it.
    public var createdAt: Timestamp
    /// When its holder last proved who they are; compared with a principal's not-before epoch.
    public var authenticatedAt: Timestamp
    /// When it was last created, committed, touched or rotated.
    public var touchedAt: Timestamp
    /// The first instant at which it is gone for want of use. It only ever moves forward.
    public var idleDeadline: Timestamp
    /// The first instant at which it is gone whatever its use. Nothing changes it.
    public var absoluteDeadline: Timestamp
    /// The owner's bytes, at most ``Limits/payloadBytes``.
    public var payload: [UInt8]

    /// Makes a record of version 1 that was authenticated and touched at its creation.
    public init(
        key: SessionKey,
        handle: SessionHandle,
        kind: SessionKind,
        owner: Principal,
        createdAt: Timestamp,
        idleDeadline: Timestamp,
        absoluteDeadline: Timestamp,
        payload: [UInt8]
    ) {
        self.key = key
        self.handle = handle
        self.kind = kind
        self.owner = owner
        self.version = 1
        self.createdAt = createdAt
        self.authenticatedAt = createdAt
        self.touchedAt = createdAt
        self.idleDeadline = idleDeadline
        self.absoluteDeadline = absoluteDeadline
        self.payload = payload
    }

    /// The earlier of the two deadlines: the session is live while this is later than now.
    public var deadline: Timestamp {
        min(idleDeadline, absoluteDeadline)
    }

    /// Why the session counts as ended at an instant by its deadlines alone, or nothing while it is live.
    ///
    /// The absolute deadline names the reason when both have come.
    public func expiry(at now: Timestamp) -> EndReason? {
        if absoluteDeadline <= now { return .absolute }
        return idleDeadline <= now ? .idle : nil
    }

    /// Until when a tombstone for this session is kept, when it ends at an instant.
    public func tombstoneDeadline(endedAt now: Timestamp) -> Timestamp {
        min(absoluteDeadline, now.advanced(by: Limits.tombstoneRetention))
    }
}
