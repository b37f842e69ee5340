package import SessionCore

/// What a ticket opens, as the payload of the session whose token it is: one window, for one principal, from one origin.
package struct TicketDocument: Codable, Sendable, Hashable {
    var schema = 1
    /// On whose behalf.
    var principal: String
    /// The session whose token was shown for it, or nothing where the proof was not one of ours.
    var session: String?
    /// The workspace it opens.
    package var workspace: String
    /// What the window may do there at the most.
    package var role: Role
    /// The origin of the page that asked for it, as the browser sent it; empty where none was sent.
    var origin: String
    /// Whether it was shown already.
    var isUsed = false

    init(_ entry: WorkspaceEntry, role: Role, origin: String) {
        principal = entry.identity.principal.text
        session = entry.identity.session?.text
        workspace = entry.room.handle.text
        self.role = role
        self.origin = origin
    }

    /// Whether it was made for who shows it, from where it is shown.
    func isFor(_ identity: Identity, at origin: String) -> Bool {
        principal == identity.principal.text && session == identity.session?.text && self.origin == origin
    }
}
