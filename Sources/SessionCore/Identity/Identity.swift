/// Who a connection acts for, as a strategy decided it.
public struct Identity: Sendable, Hashable {
    /// On whose behalf.
    public var principal: Principal
    /// The most this connection may do, whatever the session's own grants say.
    public var ceiling: Role
    /// The session whose token was shown, or nothing when the proof is not a session of ours. When it ends, the
    /// connection must end.
    public var session: SessionHandle?
    /// The first instant at which the proof no longer holds.
    public var expires: Timestamp

    /// Describes an identity.
    public init(
        principal: Principal, ceiling: Role = .owner, session: SessionHandle? = nil, expires: Timestamp = .never
    ) {
        self.principal = principal
        self.ceiling = ceiling
        self.session = session
        self.expires = expires
    }
}
