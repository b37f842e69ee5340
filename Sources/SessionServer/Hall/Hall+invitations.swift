package import SessionCore

/// Sharing a workspace with those who do not have its token.
extension Hall {
    /// Makes an invitation; the token in the answer is shown here and never again.
    package func invite(
        to entry: WorkspaceEntry, as role: Role, uses: Int?, lifetime: Duration?
    ) async throws(HallError) -> (view: InvitationView, token: SessionToken) {
        try entry.require(.owner)
        guard role < .owner else { throw .invalid("an invitation is for a viewer or an editor") }
        if let uses, !(1...Limits.claimsPerInvitation).contains(uses) {
            throw .invalid("uses is a number from 1 to \(Limits.claimsPerInvitation)")
        }
        if let lifetime, lifetime <= .zero { throw .invalid("expires is a duration such as 30m, 24h or 7d") }
        try admitCreation(by: entry.identity.principal)
        guard try await invitations(of: entry).count < Limits.invitationsPerWorkspace else {
            throw .limit("at most \(Limits.invitationsPerWorkspace) invitations; revoke one first")
        }
        let document = InvitationDocument(
            workspace: entry.room.handle.text, role: role, uses: uses,
            claimableUntil: lifetime.map(sessions.clock.now.advanced(by:)) ?? .never)
        do {
            let issued = try await sessions.create(
                .invitation, owner: entry.room.owner, payload: JSONCoding.bytes(of: document), life: .fixed(nil))
            guard let view = InvitationView(issued.record, at: sessions.clock.now) else {
                throw HallError.invalid("the invitation is unreadable")
            }
            return (view, issued.token)
        } catch {
            throw HallError(any: error)
        }
    }

    /// The invitations of a workspace that were not revoked, also those that can no longer be claimed.
    package func invitations(of entry: WorkspaceEntry) async throws(HallError) -> [InvitationView] {
        try entry.require(.owner)
        let now = sessions.clock.now
        return try await records(of: entry.room.owner).compactMap { record in
            guard InvitationDocument(record)?.workspace == entry.room.handle.text else { return nil }
            return InvitationView(record, at: now)
        }
    }

    /// Ends an invitation and every access that came of it; windows that are in through it are sent away.
    package func revoke(invitation id: String, of entry: WorkspaceEntry) async throws(HallError) {
        try entry.require(.owner)
        let all = try await listing(of: entry.room.owner)
        guard !all.unreadable.contains(where: { $0.handle.text == id }) else { throw .unreadable }
        let record = all.records.first { $0.kind == .invitation && $0.handle.text == id }
        guard let record, InvitationDocument(record)?.workspace == entry.room.handle.text else {
            throw .notFound("invitation")
        }
        do {
            _ = try await sessions.revoke(record.key)
        } catch {
            throw HallError(error)
        }
    }

    /// Turns the secret of an invitation into a membership of whoever claims it.
    ///
    /// Unknown, used up, expired and revoked look the same from outside.
    package func claim(_ token: SessionToken, as identity: Identity) async throws(HallError) -> WorkspaceEntry {
        let refused = HallError(.refused, "this invitation is not, or no longer, valid")
        do {
            guard case .live(let record) = try await sessions.load(token.key),
                let document = InvitationDocument(record), let workspace = SessionHandle(document.workspace)
            else { throw refused }
            if let entry = try await entryIfAny(workspace, as: identity), entry.role >= document.role { return entry }
            // Counted first: a claim that then fails is a claim less, never an access more.
            try await count(on: record.key, refused)
            let membership = MembershipDocument(
                workspace: document.workspace, host: record.owner.text, role: document.role, invitation: record.key)
            _ = try await sessions.create(
                .membership, owner: identity.principal, payload: JSONCoding.bytes(of: membership))
            return try await enter(workspace, as: identity)
        } catch let error as SessionError where error.code != .conflict {
            throw refused
        } catch {
            throw HallError(any: error)
        }
    }

    private func entryIfAny(
        _ workspace: SessionHandle, as identity: Identity
    ) async throws(HallError) -> WorkspaceEntry? {
        do {
            return try await enter(workspace, as: identity)
        } catch  where error.code == .notFound {
            return nil
        }
    }

    /// Counts a claim on the invitation; throws when it has none left or was revoked meanwhile.
    private func count(on invitation: SessionKey, _ refused: HallError) async throws {
        let now = sessions.clock.now
        try await sessions.withSession(invitation) { session in
            guard var document = InvitationDocument(payload: session.payload), document.isClaimable(at: now) else {
                throw refused
            }
            document.claimed += 1
            session.payload = try JSONCoding.bytes(of: document)
        }
    }
}
