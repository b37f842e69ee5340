import SessionCore

/// What the owner of a workspace has said of one guest: another role than the invitation's, or to stay away for a time.
///
/// It is kept in the workspace and goes by the principal, so that a new window, ticket or invitation does not undo it.
struct MemberRule: Codable, Sendable, Hashable {
    var principal: String
    /// The role that holds in place of the invitation's; nothing for that one.
    var role: Role?
    /// The first instant at which the guest may come again; nothing when it may.
    var barredUntil: Timestamp?

    init(_ principal: Principal) {
        self.principal = principal.text
    }

    func isBarred(at now: Timestamp) -> Bool { barredUntil.map { $0 > now } ?? false }
}

extension WorkspaceDocument {
    /// What was said of a guest, if anything.
    func rule(for principal: Principal) -> MemberRule? {
        rules?.first { $0.principal == principal.text }
    }

    /// Changes what is said of a guest; what has run out and says nothing any more is let go.
    mutating func rule(
        on principal: Principal, at now: Timestamp, _ change: (inout MemberRule) -> Void
    ) throws(HallError) {
        var rule = rule(for: principal) ?? MemberRule(principal)
        change(&rule)
        var others = (rules ?? []).filter {
            $0.principal != principal.text && ($0.role != nil || $0.isBarred(at: now))
        }
        guard others.count < Limits.memberRules else {
            throw .limit("at most \(Limits.memberRules) guests have a rule of their own; take invitations back instead")
        }
        others.append(rule)
        rules = others
    }
}
