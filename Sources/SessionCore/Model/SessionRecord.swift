/// A session as a store keeps it.
///
/// The payload is opaque: whoever owns the session encodes and decodes it. A copy shares everything with the original
/// until one of them is changed: to hand a record on counts one reference and looks at one place of memory.
public struct SessionRecord: Sendable, Hashable {
    private var box: SessionFields.Box

    /// The hash of the secret that opens it.
    public var key: SessionKey {
        get { box.fields.key }
        set { own().fields.key = newValue }
    }
    /// The public name, which a rotation keeps.
    public var handle: SessionHandle {
        get { box.fields.handle }
        set { own().fields.handle = newValue }
    }
    /// What the session is for.
    public var kind: SessionKind {
        get { box.fields.kind }
        set { own().fields.kind = newValue }
    }
    /// The principal in whose lists it appears.
    public var owner: Principal {
        get { box.fields.owner }
        set { own().fields.owner = newValue }
    }
    /// 1 when created, one more with every commit and rotation. A touch leaves it.
    public var version: UInt64 {
        get { box.fields.version }
        set { own().fields.version = newValue }
    }
    /// When it was created. Nothing changes it.
    public var createdAt: Timestamp {
        get { box.fields.createdAt }
        set { own().fields.createdAt = newValue }
    }
    /// When its holder last proved who they are; compared with a principal's not-before epoch.
    public var authenticatedAt: Timestamp {
        get { box.fields.authenticatedAt }
        set { own().fields.authenticatedAt = newValue }
    }
    /// When it was last created, committed, touched or rotated.
    public var touchedAt: Timestamp {
        get { box.fields.touchedAt }
        set { own().fields.touchedAt = newValue }
    }
    /// The first instant at which it is gone for want of use. It only ever moves forward.
    public var idleDeadline: Timestamp {
        get { box.fields.idleDeadline }
        set { own().fields.idleDeadline = newValue }
    }
    /// The first instant at which it is gone whatever its use. Nothing changes it.
    public var absoluteDeadline: Timestamp {
        get { box.fields.absoluteDeadline }
        set { own().fields.absoluteDeadline = newValue }
    }
    /// The owner's bytes, at most ``Limits/payloadBytes``.
    public var payload: [UInt8] {
        get { box.fields.payload }
        set { own().fields.payload = newValue }
    }

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
        box = SessionFields.Box(
            SessionFields(
                key: key, handle: handle, kind: kind, owner: owner, version: 1, createdAt: createdAt,
                authenticatedAt: createdAt, touchedAt: createdAt, idleDeadline: idleDeadline,
                absoluteDeadline: absoluteDeadline, payload: payload))
    }

    /// The fields, for this record alone.
    private mutating func own() -> SessionFields.Box {
        if !isKnownUniquelyReferenced(&box) { box = SessionFields.Box(box.fields) }
        return box
    }

    /// Whether every field is the same.
    public static func == (lhs: SessionRecord, rhs: SessionRecord) -> Bool {
        lhs.box === rhs.box || lhs.box.fields == rhs.box.fields
    }

    /// Feeds every field.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(box.fields)
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

extension SessionRecord: CustomReflectable {
    /// The fields, for whoever looks at a record in a debugger or a failed test.
    public var customMirror: Mirror { Mirror(reflecting: box.fields) }
}
