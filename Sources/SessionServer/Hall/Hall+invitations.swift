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
        guard try await invitations(of: entry).count < Limits.invitationsPerWorkspace else {
            throw .limit("at most \(Limits.invitationsPerWorkspace) invitations; revoke one first")
        }
        let document = InvitationDocument(workspace: entry.room.handle.text, role: role, uses: uses)
        do {
            let issued = try await sessions.create(
                .invitation, owner: entry.room.owner, payload: JSONCoding.bytes(of: document), lifetime: lifetime)
            guard let view = InvitationView(issued.record) else {
                throw HallError.invalid("the invitation is unreadable")
            }
            return (view, issued.token)
        } catch {
            throw HallError(any: error)
        }
    }

    /// The live invitations of a workspace.
    package func invitations(of entry: WorkspaceEntry) async throws(HallError) -> [InvitationView] {
        try entry.require(.owner)
        return try await records(of: entry.room.owner).compactMap { record in
            guard InvitationDocument(record.payload)?.workspace == entry.room.handle.text else { return nil }
            return InvitationView(record)
        }
    }

    /// Ends an invitation and every access that came of it; windows that are in through it are sent away.
    package func revoke(invitation id: String, of entry: WorkspaceEntry) async throws(HallError) {
        try entry.require(.owner)
        let record = try await records(of: entry.room.owner).first { $0.kind == .invitation && $0.handle.text == id }
        guard let record, InvitationDocument(record.payload)?.workspace == entry.room.handle.text else {
            throw .notFound("invitation")
        }
        do {
            let memberships = try await closeClaims(of: record.key)
            for key in memberships.compactMap(SessionKey.init(hexadecimal:)) { _ = try await sessions.revoke(key) }
            _ = try await sessions.revoke(record.key)
        } catch {
            throw HallError(any: error)
        }
    }

    /// Turns the secret of an invitation into a membership of whoever claims it.
    ///
    /// Unknown, used up, expired and revoked look the same from outside.
    package func claim(_ token: SessionToken, as identity: Identity) async throws(HallError) -> WorkspaceEntry {
        let refused = HallError(.refused, "this invitation is not, or no longer, valid")
        let invitation: SessionRecord
        do {
            guard case .live(let record) = try await sessions.load(token.key), record.kind == .invitation,
                let document = InvitationDocument(record.payload), let handle = SessionHandle(document.workspace)
            else { throw refused }
            if let entry = try await entryIfAny(handle, as: identity), entry.role >= document.role { return entry }
            invitation = record
            let issued = try await sessions.create(
                .membership, owner: identity.principal,
                payload: JSONCoding.bytes(
                    of: MembershipDocument(
                        workspace: document.workspace, host: record.owner.text, role: document.role,
                        invitation: record.handle.text)))
            do {
                try await note(issued.record.key, on: invitation.key, refused)
            } catch {
                _ = try? await sessions.revoke(issued.record.key)
                throw refused
            }
            return try await enter(handle, as: identity)
        } catch {
            throw HallError(any: error)
        }
    }

    /// Lets nobody claim an invitation any more, and answers the memberships that came of it until then.
    private func closeClaims(of invitation: SessionKey) async throws -> [String] {
        try await sessions.withSession(invitation) { session in
            guard var document = InvitationDocument(session.payload) else { throw HallError.notFound("invitation") }
            document.uses = 0
            session.payload = try JSONCoding.bytes(of: document)
            return document.memberships
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

    /// Writes a membership on its invitation; throws when the invitation has no claim left or was revoked meanwhile.
    private func note(_ membership: SessionKey, on invitation: SessionKey, _ refused: HallError) async throws {
        try await sessions.withSession(invitation) { session in
            guard var document = InvitationDocument(session.payload), document.remaining > 0 else { throw refused }
            document.memberships.append(membership.hexadecimal)
            session.payload = try JSONCoding.bytes(of: document)
        }
    }
}
