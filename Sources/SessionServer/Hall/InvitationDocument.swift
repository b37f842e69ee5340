package import SessionCore

/// An invitation into a workspace, as the payload of a session in the host's list. Its token is the link.
///
/// Every access that came of it rests on this record: it ends when the record does. The time for claiming is a field of
/// its own, so that an invitation nobody can claim any more can still be revoked.
struct InvitationDocument: Codable, Sendable, Hashable {
    var schema = 1
    /// The workspace that may be entered.
    var workspace: String
    /// What a guest may do there.
    var role: Role
    /// How often it may be claimed, or nothing for as often as ``Limits/claimsPerInvitation``.
    var uses: Int?
    /// The first instant at which it can no longer be claimed.
    var claimableUntil: Timestamp
    /// How often it was claimed.
    var claimed = 0

    init(workspace: String, role: Role, uses: Int?, claimableUntil: Timestamp) {
        self.workspace = workspace
        self.role = role
        self.uses = uses
        self.claimableUntil = claimableUntil
    }

    /// Nothing for a record that is not an invitation of this version: absence is refusal.
    init?(_ record: SessionRecord) {
        guard record.kind == .invitation else { return nil }
        self.init(payload: record.payload)
    }

    init?(payload: [UInt8]) {
        guard let document = JSONCoding.value(InvitationDocument.self, from: payload), document.schema == 1 else {
            return nil
        }
        self = document
    }

    /// Whether it can be claimed once more at an instant.
    func isClaimable(at now: Timestamp) -> Bool {
        claimableUntil > now && claimed < (uses ?? Limits.claimsPerInvitation)
    }
}

/// An invitation as its host is shown it: everything but the secret.
package struct InvitationView: Encodable, Sendable, Hashable {
    package let id: String
    package let role: Role
    package let created: String
    /// Until when it can be claimed.
    package let expires: String
    package let uses: Int?
    package let claimed: Int
    /// Whether it can be claimed at present. One that cannot still holds the access it gave, until it is revoked.
    package let open: Bool

    init?(_ record: SessionRecord, at now: Timestamp) {
        guard let document = InvitationDocument(record) else { return nil }
        id = record.handle.text
        role = document.role
        created = record.createdAt.iso8601
        expires = min(document.claimableUntil, record.absoluteDeadline).iso8601
        uses = document.uses
        claimed = document.claimed
        open = document.isClaimable(at: now)
    }
}
