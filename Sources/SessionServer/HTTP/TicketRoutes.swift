import HTTPTypes
import Hummingbird
import SessionCore

/// `/api/tickets`: what a page fetches right before it opens a window.
struct TicketRoutes: Sendable {
    let hall: Hall

    var routes: [Route] {
        [Route(.post, "/api/tickets") { visit in try await make(visit) }]
    }

    private func make(_ visit: Visit) async throws -> Response {
        let identity = try await visit.identity(in: hall)
        let wanted = try await visit.json(Wanted.self, isOptional: true)
        let entry = try await hall.enter(try wanted.handle, as: identity)
        let origin = visit.request.fields.first { $0.name == "origin" }?.value ?? ""
        let (document, token, expires) = try await hall.issueTicket(for: entry, as: wanted.role, origin: origin)
        return try .json(
            Made(ticket: token.text, workspace: document.workspace, role: document.role, expires: expires.iso8601),
            status: .created)
    }

    private struct Wanted: Decodable {
        let workspace: String?
        let role: Role?

        /// A text that cannot be a handle is of no workspace.
        var handle: SessionHandle? {
            get throws(HallError) {
                guard let workspace else { return nil }
                guard let handle = SessionHandle(workspace) else { throw .notFound("workspace") }
                return handle
            }
        }
    }

    /// The one time that the secret is shown.
    private struct Made: Encodable {
        let ticket: String
        let workspace: String
        let role: Role
        let expires: String
    }
}
