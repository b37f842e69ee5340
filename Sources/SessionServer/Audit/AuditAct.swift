/// What was done, or tried, as the audit log calls it.
package enum AuditAct: String, Sendable, Hashable, Codable, CaseIterable {
    /// A newcomer was given an identity.
    case issue
    /// Credentials were judged and refused.
    case authenticate
    /// A window was seated.
    case connect
    /// A window showed newer proof of who it is.
    case refresh
    /// A browser asked to be forgotten.
    case logout
    /// A secret was replaced by a new one.
    case rotate
    /// An identity was linked to a session, or taken off it.
    case link
    /// A session was handed to another owner.
    case transfer
    /// A session, a workspace or an invitation was ended.
    case revoke
    /// An invitation into a workspace was made.
    case invite
    /// An invitation was claimed.
    case claim
    /// A window's principal was removed from a workspace.
    case kick
    /// A member's role was changed.
    case role
    /// A frame or request of a window that its role does not allow.
    case frame
    /// A call of those who run the server.
    case administer
    /// A named limit turned somebody away.
    case limit
    /// Entries that the log could not take.
    case lost
}
