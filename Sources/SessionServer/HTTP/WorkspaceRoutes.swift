import HTTPTypes
import Hummingbird
import SessionCore

/// `/api/workspaces`: what somebody may enter, and changing it.
struct WorkspaceRoutes: Sendable {
    let hall: Hall

    var routes: [Route] {
        [
            Route(.get, "/api/workspaces") { visit in
                try await visit.reading(hall) {
                    let entries = try await hall.workspaces(of: try await visit.identity(in: hall))
                    return try .json(Listing(workspaces: entries.map { WorkspaceView($0.room, role: $0.role) }))
                }
            },
            Route(.post, "/api/workspaces") { visit in try await create(visit) },
            Route(.get, "/api/workspaces/{id}") { visit in
                try await visit.reading(hall) { try answer(try await visit.entry(in: hall)) }
            },
            Route(.patch, "/api/workspaces/{id}") { visit in try await change(visit) },
            Route(.delete, "/api/workspaces/{id}") { visit in
                try await visit.audited(.revoke, on: visit.context.parameters.get("id"), in: hall) {
                    try await delete(visit)
                }
            },
        ]
    }

    private func create(_ visit: Visit) async throws -> Response {
        let identity = try await visit.identity(in: hall)
        let wanted = try await patch(visit, isOptional: true)
        guard wanted.tabs?.contains(where: { $0.id != nil }) != true else {
            throw HallError.invalid("a tab of a new workspace has no id yet")
        }
        let entry = try await hall.createWorkspace(named: wanted.name, for: identity)
        if let tabs = wanted.tabs {
            do {
                try await entry.room.apply(WorkspacePatch(name: nil, tabs: tabs), expecting: nil)
            } catch {
                // Half a workspace is worse than none; what stopped the tabs is what the caller is told.
                try? await hall.delete(entry)
                throw error
            }
        }
        return try answer(entry, status: .created, headers: [.location: "/api/workspaces/\(entry.room.handle)"])
    }

    private func change(_ visit: Visit) async throws -> Response {
        let entry = try await visit.entry(in: hall)
        try entry.require(.editor)
        let condition = try visit.condition()
        let wanted = try await patch(visit)
        let expected = try condition.expected(entry.room.snapshot.version)
        try await entry.room.apply(wanted, expecting: expected)
        return try answer(entry)
    }

    private func delete(_ visit: Visit) async throws -> Response {
        let entry = try await visit.entry(in: hall)
        try entry.require(.owner)
        let present = entry.room.snapshot.version
        if let expected = try visit.condition().expected(present), expected != present {
            let conflict = HallError(
                .conflict, "the workspace has changed since you read it", detail: ["version": "\(present)"])
            throw HTTPFailure(conflict, isConditional: true)
        }
        try await hall.delete(entry)
        return .done
    }

    private func patch(_ visit: Visit, isOptional: Bool = false) async throws -> WorkspacePatch {
        let patch = try await visit.json(WorkspacePatch.self, isOptional: isOptional)
        guard (patch.tabs ?? []).count <= Limits.tabsPerRequest else {
            throw HallError.limit("a request names at most \(Limits.tabsPerRequest) tabs")
        }
        return patch
    }

    private func answer(
        _ entry: WorkspaceEntry, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) throws -> Response {
        let view = WorkspaceView(entry.room, role: entry.role)
        var headers = headers
        headers[.eTag] = "\"\(view.version)\""
        return try .json(view, status: status, headers: headers)
    }

    private struct Listing: Encodable {
        let workspaces: [WorkspaceView]
    }
}
