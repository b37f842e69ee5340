package import SessionCore
import Synchronization

/// Who may enter what. Everything that is not found here is refused.
extension Hall {
    /// What a principal may enter: the workspaces it owns, and those it is a member of.
    package func workspaces(of identity: Identity) async throws(HallError) -> [WorkspaceEntry] {
        let records = try await records(of: identity.principal)
        var entries: [WorkspaceEntry] = []
        for record in records where record.kind == .workspace {
            entries.append(try await entry(to: record, as: .owner, identity, resting: []))
        }
        for record in records where record.kind == .membership {
            guard let entry = try await entry(through: record, identity) else { continue }
            let present = entries.firstIndex { $0.room.handle == entry.room.handle }
            if let present {
                if entries[present].role < entry.role { entries[present] = entry }
            } else {
                entries.append(entry)
            }
        }
        return entries
    }

    /// The way into a workspace, or into the first of the principal's when none is named.
    ///
    /// A principal without any gets one: the first window of a user has somewhere to be.
    package func enter(_ workspace: SessionHandle?, as identity: Identity) async throws(HallError) -> WorkspaceEntry {
        if let workspace {
            guard let entry = try await workspaces(of: identity).first(where: { $0.room.handle == workspace }) else {
                throw .notFound("workspace")
            }
            return entry
        }
        let own = try await records(of: identity.principal).filter { $0.kind == .workspace }
            .min { ($0.createdAt, $0.handle) < ($1.createdAt, $1.handle) }
        if let own { return try await entry(to: own, as: .owner, identity, resting: []) }
        return try await createWorkspace(named: nil, for: identity)
    }

    /// Makes a further workspace for a principal.
    package func createWorkspace(named name: String?, for identity: Identity) async throws(HallError) -> WorkspaceEntry
    {
        guard identity.ceiling == .owner else { throw .forbidden }
        let count = try await records(of: identity.principal).count { $0.kind == .workspace }
        guard count < Limits.workspacesPerPrincipal else {
            throw .limit("at most \(Limits.workspacesPerPrincipal) workspaces; delete one first")
        }
        var payload: [UInt8] = []
        if let name {
            payload = try JSONCoding.bytes(of: WorkspaceDocument(name: WorkspaceDocument.checkedTitle(name)))
        }
        do {
            let issued = try await sessions.create(.workspace, owner: identity.principal, payload: payload)
            return try await entry(to: issued.record, as: .owner, identity, resting: [])
        } catch {
            throw HallError(any: error)
        }
    }

    /// Ends a workspace for good, with everything in it and every invitation into it.
    package func delete(_ entry: WorkspaceEntry) async throws(HallError) {
        try entry.require(.owner)
        let key = entry.room.state.withLock(\.key)
        for invitation in try await invitations(of: entry) {
            try await revoke(invitation: invitation.id, of: entry)
        }
        do {
            _ = try await sessions.revoke(key, reason: .loggedOut)
        } catch {
            throw HallError(error)
        }
        await entry.room.close(.notFound, "the workspace was deleted")
    }

    /// What a membership leads to, or nothing when the workspace is no more.
    private func entry(
        through record: SessionRecord, _ identity: Identity
    ) async throws(HallError) -> WorkspaceEntry? {
        guard let membership = MembershipDocument(record), let host = Principal(membership.host) else { return nil }
        let workspace = try await records(of: host).first {
            $0.kind == .workspace && $0.handle.text == membership.workspace
        }
        guard let workspace else { return nil }
        return try await entry(to: workspace, as: membership.role, identity, resting: [record.handle])
    }

    private func entry(
        to record: SessionRecord, as role: Role, _ identity: Identity, resting: Set<SessionHandle>
    ) async throws(HallError) -> WorkspaceEntry {
        let proofs = resting.union([record.handle]).union(identity.session.map { [$0] } ?? [])
        return WorkspaceEntry(
            room: try await room(for: record), identity: identity, role: min(role, identity.ceiling), proofs: proofs)
    }
}
