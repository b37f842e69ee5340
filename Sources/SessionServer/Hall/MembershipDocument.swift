import SessionCore

/// What a claimed invitation leaves with the guest, as the payload of a session in the guest's own list.
///
/// It says which invitation it came from, and counts only while that one lives.
struct MembershipDocument: Codable, Sendable, Hashable {
    var schema = 1
    /// The workspace that may be entered.
    var workspace: String
    /// The principal whose workspace it is.
    var host: String
    /// What the guest may do there.
    var role: Role
    /// The key of the invitation, in hexadecimal; the hash of its token, as a store has it.
    var invitation: String

    init(workspace: String, host: String, role: Role, invitation: SessionKey) {
        self.workspace = workspace
        self.host = host
        self.role = role
        self.invitation = invitation.hexadecimal
    }

    /// Nothing for a record that is not a membership of this version: absence is refusal.
    init?(_ record: SessionRecord) {
        guard record.kind == .membership,
            let document = JSONCoding.value(MembershipDocument.self, from: record.payload), document.schema == 1
        else { return nil }
        self = document
    }
}
