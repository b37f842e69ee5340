/// An edge between a window and a session.
public struct Attachment: Sendable, Hashable {
    /// The public connection id of the window.
    public let window: String
    /// The session.
    public let session: SessionHandle
    /// What the window may do with it.
    public let role: Role
    /// When the window came.
    public let since: Timestamp
    /// The first instant at which the edge no longer counts.
    public let expires: Timestamp

    /// Describes an edge.
    public init(window: String, session: SessionHandle, role: Role, since: Timestamp, expires: Timestamp) {
        self.window = window
        self.session = session
        self.role = role
        self.since = since
        self.expires = expires
    }
}
