import HTTPTypes
import SessionCore
import SessionServer
import TestSupport
import Testing

/// Every act of the HTTP door that matters leaves a line: who by handle, what, on which, from where, and the outcome.
@Suite struct HTTPAuditTests {
    @Test func whatIsDoneAndRefusedIsWrittenDown() async throws {
        let house = try HTTPHouse()
        let owner = try await house.newcomer()
        let workspace = try await house.call(.post, "/api/workspaces", token: owner.token)["id"] as? String ?? ""
        let place = "/api/workspaces/\(workspace)/invitations"
        let made = try await house.call(
            .post, place, token: owner.token, json: #"{"role":"viewer"}"#, from: "192.0.2.1")
        let (secret, id) = (made["token"] as? String ?? "", made["id"] as? String ?? "")
        let guest = try await house.newcomer()
        let claim = #"{"token":"\#(secret)"}"#
        _ = try await house.call(.post, "/api/invitations/claim", token: guest.token, json: claim, from: "192.0.2.2")
        _ = try await house.call(.post, "/api/invitations/claim", token: guest.token, json: #"{"token":"no"}"#)
        _ = try await house.call(.delete, "/api/workspaces/\(workspace)", token: guest.token, from: "192.0.2.2")
        _ = try await house.call(.delete, "\(place)/\(id)", token: owner.token)
        _ = try await house.call(.delete, "/api/workspaces/\(workspace)", token: owner.token)
        _ = try await house.call(.post, "/api/forget", token: owner.token)
        #expect(
            house.audit.words == [
                "issue done", "invite done", "issue done", "claim done", "claim not-found", "revoke forbidden",
                "revoke done", "revoke done", "logout done",
            ])
        let entries = house.audit.entries
        #expect(entries[1] == AuditEntry(.invite, who: owner.identity.principal, on: workspace, from: "192.0.2.1"))
        #expect(entries[3] == AuditEntry(.claim, who: guest.identity.principal, from: "192.0.2.2"))
        #expect(
            entries[5]
                == AuditEntry(
                    .revoke, who: guest.identity.principal, on: workspace, from: "192.0.2.2", outcome: "forbidden"))
        let text = "\(entries)"
        for token in [owner.token.text, guest.token.text, secret] { #expect(!text.contains(token)) }
    }
}
