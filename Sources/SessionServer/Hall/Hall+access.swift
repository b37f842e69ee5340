import Logging
package import SessionCore
import Synchronization

/// Who may enter what. Everything that is not found here is refused.
extension Hall {
    /// What a principal may enter: the workspaces it owns, and those it is a member of.
    ///
    /// One that cannot be read is left out and logged; it does not keep anybody from the others.
    package func workspaces(of identity: Identity) async throws(HallError) -> [WorkspaceEntry] {
        var entries: [SessionHandle: WorkspaceEntry] = [:]
        for record in try await records(of: identity.principal) {
            guard let entry = try await readableEntry(by: record, identity) else { continue }
            if let present = entries[entry.room.handle], present.role >= entry.role { continue }
            entries[entry.room.handle] = entry
        }
        return entries.values.sorted { ($0.room.createdAt, $0.room.handle) < ($1.room.createdAt, $1.room.handle) }
    }

    /// The way into a workspace, or into the first of the principal's when none is named.
    ///
    /// A principal without any gets one: the first window of a user has somewhere to be.
    package func enter(_ workspace: SessionHandle?, as identity: Identity) async throws(HallError) -> WorkspaceEntry {
        let all = try await listing(of: identity.principal)
        let records = all.records
        guard let workspace else {
            let own = records.filter { $0.kind == .workspace }
                .min { ($0.createdAt, $0.handle) < ($1.createdAt, $1.handle) }
            if let own { return try await entry(to: own, as: .owner, identity, resting: []) }
            // One that cannot be read is not none: an empty one in its place would look as if everything was lost.
            guard !all.unreadable.contains(where: { $0.kind == .workspace }) else { throw .unreadable }
            return try await createWorkspace(named: nil, for: identity)
        }
        if let own = records.first(where: { $0.kind == .workspace && $0.handle == workspace }) {
            return try await entry(to: own, as: .owner, identity, resting: [])
        }
        var best: WorkspaceEntry?
        for record in records where MembershipDocument(record)?.workspace == workspace.text {
            guard let entry = try await entry(through: record, identity) else { continue }
            if best.map({ $0.role < entry.role }) ?? true { best = entry }
        }
        if let best { return best }
        let mayBe = all.unreadable.contains { $0.handle == workspace || $0.kind == .membership }
        throw mayBe ? .unreadable : .notFound("workspace")
    }

    /// Asks once more whether what a seat rests on still holds; throws when it does not.
    func reconsider(_ seat: WindowSeat, in workspace: SessionHandle) async throws(HallError) {
        var shown = seat.credentials
        shown.isRepeated = true
        let identity = try await judge(shown)
        let entry = try await enter(workspace, as: identity)
        guard identity.principal == seat.principal, entry.role >= seat.role else { throw .refused }
    }

    /// Makes a further workspace for a principal.
    package func createWorkspace(named name: String?, for identity: Identity) async throws(HallError) -> WorkspaceEntry
    {
        guard identity.ceiling == .owner else { throw .forbidden }
        try admitCreation(by: identity.principal)
        let all = try await listing(of: identity.principal)
        let count = (all.records.map(\.kind) + all.unreadable.map(\.kind)).count { $0 == .workspace }
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
        for invitation in try await invitations(of: entry) {
            try await revoke(invitation: invitation.id, of: entry)
        }
        // Before the revocation, which would tell them that what they showed is not trusted any more.
        entry.room.sendAway(.notFound, "the workspace was deleted") { _ in true }
        do {
            _ = try await sessions.revoke(entry.room.state.withLock(\.key), reason: .loggedOut)
        } catch {
            throw HallError(error)
        }
        await entry.room.close(.notFound, "the workspace was deleted")
    }

    private func readableEntry(
        by record: SessionRecord, _ identity: Identity
    ) async throws(HallError) -> WorkspaceEntry? {
        do {
            switch record.kind {
            case .workspace: return try await entry(to: record, as: .owner, identity, resting: [])
            case .membership: return try await entry(through: record, identity)
            default: return nil
            }
        } catch  where [.notFound, .forbidden].contains(error.code) {
            return nil
        } catch  where error.code == .unreadable {
            logger.error(
                "A workspace is left out of a list", metadata: ["session": "\(record.handle)", "error": "\(error)"])
            return nil
        }
    }

    /// What a membership leads to, or nothing when the workspace or the invitation is no more. Counts as use of both.
    private func entry(
        through record: SessionRecord, _ identity: Identity
    ) async throws(HallError) -> WorkspaceEntry? {
        guard let membership = MembershipDocument(record), let host = Principal(membership.host),
            let invitation = SessionKey(hexadecimal: membership.invitation),
            case .live(let invited) = try await find(invitation),
            InvitationDocument(invited)?.workspace == membership.workspace,
            case .live = try await find(record.key)
        else { return nil }
        let workspace = try await records(of: host).first {
            $0.kind == .workspace && $0.handle.text == membership.workspace
        }
        guard let workspace else { return nil }
        return try await entry(to: workspace, as: membership.role, identity, resting: [record.handle, invited.handle])
    }

    /// What the owner has said of a guest, by the newer of what the store has and what is open here.
    private func rule(
        for principal: Principal, _ record: SessionRecord, _ room: WorkspaceRoom
    ) -> MemberRule? {
        let (document, version) = room.snapshot
        guard record.version > version,
            let newer = JSONCoding.value(WorkspaceDocument.self, from: record.payload)
        else { return document.rule(for: principal) }
        return newer.rule(for: principal)
    }

    private func find(_ key: SessionKey) async throws(HallError) -> LoadOutcome {
        do {
            return try await sessions.load(key)
        } catch {
            throw HallError(error)
        }
    }

    private func entry(
        to record: SessionRecord, as role: Role, _ identity: Identity, resting: Set<SessionHandle>
    ) async throws(HallError) -> WorkspaceEntry {
        let room = try await room(for: record)
        var role = role
        if identity.principal != record.owner, let rule = rule(for: identity.principal, record, room) {
            guard !rule.isBarred(at: sessions.clock.now) else {
                throw HallError(.forbidden, "removed: the owner has ended your visit; try again later")
            }
            role = rule.role ?? role
        }
        let proofs = resting.union([record.handle]).union(identity.session.map { [$0] } ?? [])
        return WorkspaceEntry(
            room: room, identity: identity, role: min(role, identity.ceiling), proofs: proofs)
    }
}
