import HTTPTypes
import Hummingbird
import SessionCore

/// Invitations into a workspace: making, listing, ending and claiming them.
struct InvitationRoutes: Sendable {
    let hall: Hall

    var routes: [Route] {
        let all = "/api/workspaces/{id}/invitations"
        let one = all + "/{invitation}"
        return [
            Route(.get, all) { visit in
                let entry = try await visit.entry(in: hall)
                return try .json(Listing(invitations: try await hall.invitations(of: entry)))
            },
            Route(.post, all) { visit in
                try await visit.audited(.invite, on: visit.context.parameters.get("id"), in: hall) {
                    try await invite(visit)
                }
            },
            Route(.get, one) { visit in
                let entry = try await visit.entry(in: hall)
                let id = try visit.handle("invitation", of: "invitation").text
                guard let view = try await hall.invitations(of: entry).first(where: { $0.id == id }) else {
                    throw HallError.notFound("invitation")
                }
                return try .json(view)
            },
            Route(.delete, one) { visit in
                let id = try visit.handle("invitation", of: "invitation").text
                return try await visit.audited(.revoke, on: id, in: hall) {
                    try await hall.revoke(invitation: id, of: try await visit.entry(in: hall))
                    return .done
                }
            },
            Route(.post, "/api/invitations/claim") { visit in
                // What is shown here is a secret also when it is wrong, so there is no handle to name.
                try await visit.audited(.claim, on: nil, in: hall) { try await claim(visit) }
            },
        ]
    }

    private func invite(_ visit: Visit) async throws -> Response {
        let entry = try await visit.entry(in: hall)
        try entry.require(.owner)
        let wanted = try await visit.json(Wanted.self)
        let (view, token) = try await hall.invite(
            to: entry, as: wanted.role, uses: wanted.uses, lifetime: try wanted.lifetime)
        let place = "/api/workspaces/\(entry.room.handle)/invitations/\(view.id)"
        return try .json(
            Made(id: view.id, role: view.role, token: token.text, expires: view.expires, uses: view.uses),
            status: .created, headers: [.location: place])
    }

    /// An invitation that cannot be claimed is one that there is not: nobody outside learns why.
    private func claim(_ visit: Visit) async throws -> Response {
        let identity = try await visit.identity(in: hall)
        let shown = try await visit.json(Claim.self)
        let absent = HTTPFailure(.notFound, "not-found", "this invitation is not, or no longer, valid")
        guard let token = SessionToken(shown.token) else { throw absent }
        do {
            let entry = try await hall.claim(token, as: identity)
            return try .json(Claimed(workspace: entry.room.handle.text, role: entry.role))
        } catch let error as HallError where error.code == .refused {
            throw absent
        }
    }

    /// What an invitation should be like.
    private struct Wanted: Decodable {
        let role: Role
        let uses: Int?
        let expires: String?

        var lifetime: Duration? {
            get throws(HallError) {
                guard let expires else { return Limits.invitationLifetime }
                guard let setting = SettingDuration(expires) else {
                    throw .invalid("expires is a duration such as 30m, 24h or 7d, or never")
                }
                return setting.duration
            }
        }
    }

    /// The one time that the secret is shown.
    private struct Made: Encodable {
        let id: String
        let role: Role
        let token: String
        let expires: String
        let uses: Int?
    }

    private struct Claim: Decodable {
        let token: String
    }

    private struct Claimed: Encodable {
        let workspace: String
        let role: Role
    }

    private struct Listing: Encodable {
        let invitations: [InvitationView]
    }
}
