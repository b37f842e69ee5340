package import SessionCore

/// An invitation into a workspace, as the payload of a session in the host's list. Its token is the link.
struct InvitationDocument: Codable, Sendable, Hashable {
    var schema = 1
    /// The workspace that may be entered.
    var workspace: String
    /// What a guest may do there.
    var role: Role
    /// How often it may be claimed, or nothing for as often as ``Limits/claimsPerInvitation``.
    var uses: Int?
    /// The keys of the memberships that came of it, in hexadecimal, so that they can be ended with it.
    var memberships: [String] = []

    init(workspace: String, role: Role, uses: Int?) {
        self.workspace = workspace
        self.role = role
        self.uses = uses
    }

    init?(_ payload: [UInt8]) {
        guard let document = JSONCoding.value(InvitationDocument.self, from: payload), document.schema == 1 else {
            return nil
        }
        self = document
    }

    /// How many claims are left.
    var remaining: Int {
        max(0, (uses ?? Limits.claimsPerInvitation) - memberships.count)
    }
}

/// An invitation as its host is shown it: everything but the secret.
package struct InvitationView: Encodable, Sendable, Hashable {
    package let id: String
    package let role: Role
    package let created: String
    package let expires: String
    package let uses: Int?
    package let claimed: Int

    init?(_ record: SessionRecord) {
        guard record.kind == .invitation, let document = InvitationDocument(record.payload) else { return nil }
        id = record.handle.text
        role = document.role
        created = record.createdAt.iso8601
        expires = record.deadline.iso8601
        uses = document.uses
        claimed = document.memberships.count
    }
}
