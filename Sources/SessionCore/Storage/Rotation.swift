/// How a session moves from one key to another.
public struct Rotation: Sendable, Hashable {
    /// The key it will live under.
    public var newKey: SessionKey
    /// Its new owner, or nothing to keep the present one. Binding a session at login, and unbinding it, is done here.
    public var owner: Principal?
    /// Until when the old key still loads the session, read-only; nothing for not at all.
    public var graceUntil: Timestamp?
    /// A new payload to store in the same step, or nothing to keep the present one.
    public var payload: [UInt8]?

    /// Describes a rotation to a new key.
    public init(to newKey: SessionKey, owner: Principal? = nil, graceUntil: Timestamp? = nil, payload: [UInt8]? = nil) {
        self.newKey = newKey
        self.owner = owner
        self.graceUntil = graceUntil
        self.payload = payload
    }
}
