package import SessionCore

extension Hall {
    /// Every session a caller may see: the workspaces it may enter and the terminals in them.
    package func sessions(visibleTo identity: Identity) async throws(HallError) -> [SessionView] {
        try await workspaces(of: identity).flatMap { entry in
            [SessionView(entry.room)] + entry.room.terminals.map { SessionView($0, in: entry.room) }
        }
    }

    /// One session a caller may see.
    package func session(_ id: SessionHandle, visibleTo identity: Identity) async throws(HallError) -> SessionView {
        let (entry, live) = try await find(id, for: identity)
        return live.map { SessionView($0, in: entry.room) } ?? SessionView(entry.room)
    }

    /// Ends a terminal, or a whole workspace.
    package func end(_ id: SessionHandle, as identity: Identity) async throws(HallError) {
        let (entry, live) = try await find(id, for: identity)
        guard let live else { return try await delete(entry) }
        try entry.require(.editor)
        try await entry.room.close(terminal: live.handle)
    }

    private func find(
        _ id: SessionHandle, for identity: Identity
    ) async throws(HallError) -> (WorkspaceEntry, LiveTerminal?) {
        for entry in try await workspaces(of: identity) {
            if entry.room.handle == id { return (entry, nil) }
            if let live = entry.room.terminal(id) { return (entry, live) }
        }
        throw .notFound("session")
    }
}
