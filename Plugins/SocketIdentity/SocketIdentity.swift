public import SessionCore

/// Everybody is whoever is at the other end of one live connection, and nobody once it is gone.
///
/// This is the baseline that does **not** share: two windows are two principals, and a reload is a third. The id is the
/// one the server itself gave to the connection; nothing a client sends is looked at. A single HTTP request has no
/// connection that lives on, so it is nobody.
public struct SocketIdentity: IdentityStrategy {
    public let name = "socket-id"

    /// Makes the strategy.
    public init() {}

    public func identify(_ credentials: Credentials, at now: Timestamp) async throws(IdentityError) -> Identity? {
        guard let connection = credentials.connection else { return nil }
        guard let principal = Principal.socket(connection) else {
            throw IdentityError(.misconfigured, "the server's id of this connection cannot name a principal")
        }
        return Identity(principal: principal)
    }
}
