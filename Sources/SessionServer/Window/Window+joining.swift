import Logging
import NIOCore
import SessionCore
import Synchronization

extension Window {
    /// Finds out who the window is and seats it; whoever cannot be seated is sent away with a code that says why.
    func join(saying body: JSONBody) async {
        do {
            let (entry, workspaceEntry) = try await enter(body)
            try seat(entry, in: workspaceEntry)
        } catch {
            // The code comes first: a browser sees no more of a refusal than this text.
            leave(WindowCloseCode(error.code), error.description)
        }
    }

    private func enter(_ body: JSONBody) async throws(HallError) -> (Identity, WorkspaceEntry) {
        guard let hello = JSONCoding.value(WindowHello.self, from: body.bytes.readableBytesView) else {
            throw .invalid("hello is not what the protocol says")
        }
        guard hello.protocol == 1 else {
            throw .invalid("this server speaks version 1 of the window protocol; reload the page")
        }
        var shown = credentials
        shown.auth = hello.auth ?? [:]
        let identity = try await hall.identify(shown)
        var workspace: SessionHandle?
        if let text = hello.workspace {
            guard let handle = SessionHandle(text) else { throw .notFound("workspace") }
            workspace = handle
        }
        let entry = try await hall.enter(workspace, as: identity)
        if entry.role >= .editor { try await entry.room.openFirstTab() }
        return (identity, entry)
    }

    private func seat(_ identity: Identity, in entry: WorkspaceEntry) throws(HallError) {
        let seat = WindowSeat(
            port: self, principal: identity.principal, role: entry.role, since: hall.sessions.clock.now,
            proofs: entry.proofs, expires: identity.expires, focus: nil)
        let welcome = WindowWelcome(
            server: hall.settings.serverVersion, window: id, principal: identity.principal.text,
            role: entry.role.rawValue, workspace: entry.room.handle.text)
        send(.welcome(try JSONCoding.body(of: welcome)))
        try entry.room.enter(seat)
        let isStillHere = state.withLock { state in
            guard case .joining = state.phase else { return false }
            state.phase = .joined(entry.room, seat)
            state.room = entry.room
            return true
        }
        guard isStillHere else { return entry.room.leave(id) }
        logger.info(
            "Client connected",
            metadata: [
                "connection": "\(id)", "principal": "\(identity.principal)", "role": "\(entry.role.rawValue)",
                "workspace": "\(entry.room.handle)",
            ])
    }
}

extension WindowCloseCode {
    /// What an error of the hall means for a window that wants to join.
    init(_ code: HallError.Code) {
        self =
            switch code {
            case .noCredential, .refused: .unauthenticated
            case .notFound: .notFound
            case .limit: .limit
            case .unavailable, .unknown, .conflict: .unavailable
            case .forbidden, .invalid, .tooLarge: .forbidden
            }
    }
}
