import TestSupport
import Testing

/// Somebody who was invited into the workspace of another.
struct Guest {
    let token: String
    let workspace: String
    let invitation: String

    /// Invites somebody who has no token of this workspace.
    static func invited(
        as role: String, into window: TestWindow, of server: RunningServer, by owner: String, expires: String = "1h"
    ) async throws -> Guest {
        let workspace = await window.welcome["workspace"].string ?? ""
        let made = try await server.ask(
            "POST", "/api/workspaces/\(workspace)/invitations", token: owner,
            ["role": .string(role), "expires": .string(expires)])
        let token = try await TestHouse.newToken(from: server)
        let claim = try await server.ask("POST", "/api/invitations/claim", token: token, ["token": made.json["token"]])
        #expect(claim.status == 200 && claim.json["role"].string == role, "\(claim)")
        return Guest(token: token, workspace: workspace, invitation: made.json["id"].string ?? "")
    }
}
