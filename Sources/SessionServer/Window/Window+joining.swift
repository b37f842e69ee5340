import Logging
import NIOCore
import SessionCore
import Synchronization

extension Window {
    /// Finds out who the window is and seats it; whoever cannot be seated is sent away with a code that says why.
    func join(saying body: JSONBody) async {
        do throws(HallError) {
            let hello = try greeting(in: body)
            var shown = credentials
            shown.auth = hello.auth ?? [:]
            let identity = try await hall.identify(shown)
            let ticket = try await shownTicket(in: hello, identity, shown)
            let named = try hello.workspaceHandle
            let entry = try await hall.enter(ticket.flatMap { SessionHandle($0.workspace) } ?? named, as: identity)
            let role = ticket?.role ?? entry.role
            // Made for a role that is no longer held: whoever asks again is told what holds now.
            guard role <= entry.role else {
                throw HallError(.refused, "this ticket is for another role; ask for another")
            }
            entry.room.expect()
            defer { entry.room.arrived() }
            if role >= .editor { try await entry.room.openFirstTab() }
            let seat = WindowSeat(
                port: self, principal: identity.principal, credentials: shown, role: role,
                since: hall.sessions.clock.now, proofs: entry.proofs, expires: identity.expires, focus: nil)
            try take(seat, in: entry.room)
            // What was revoked while the window was on its way in could not send it away.
            await entry.room.revalidate(window: id)
        } catch {
            // The code comes first: a browser sees no more of a refusal than this text.
            leave(WindowCloseCode(error.code), error.description)
            // Whoever showed nothing trusted is in the log already.
            guard error.code != .refused else { return }
            hall.audit.record(
                AuditEntry(.connect, from: credentials.remoteAddress, window: id, outcome: error.code.rawValue))
        }
    }

    /// The ticket that the window shows; throws when it shows none and needs one.
    private func shownTicket(
        in hello: WindowHello, _ identity: Identity, _ shown: Credentials
    ) async throws(HallError) -> TicketDocument? {
        if let text = hello.ticket {
            return try await hall.redeem(text, shownBy: identity, with: shown, for: try hello.workspaceHandle)
        }
        guard await hall.needsTicket(identity, with: shown) else { return nil }
        hall.audit.record(
            AuditEntry(
                .connect, who: identity.principal, from: credentials.remoteAddress, window: id,
                outcome: "no-ticket"))
        throw HallError(.refused, "a cookie alone opens no window: fetch a ticket with POST /api/tickets")
    }

    private func greeting(in body: JSONBody) throws(HallError) -> WindowHello {
        guard let hello = JSONCoding.value(WindowHello.self, from: body.bytes.readableBytesView) else {
            throw .invalid("hello is not what the protocol says")
        }
        guard hello.protocol == 1 else {
            throw .invalid("this server speaks version 1 of the window protocol; reload the page")
        }
        return hello
    }

    private func take(_ seat: WindowSeat, in room: WorkspaceRoom) throws(HallError) {
        let welcome = WindowWelcome(
            server: hall.settings.serverVersion, window: id, principal: seat.principal.text,
            role: seat.role.rawValue, workspace: room.handle.text, scrollback: hall.settings.scrollback)
        send(.welcome(try JSONCoding.body(of: welcome)))
        try room.enter(seat)
        let isStillHere = state.withLock { state in
            guard case .joining = state.phase else { return false }
            state.phase = .joined(room, seat)
            state.room = room
            return true
        }
        guard isStillHere else { return room.leave(id) }
        endWhenExpired()
        note(.connect, by: seat, in: room, detail: ["role": seat.role.rawValue])
        logger.info(
            "Client connected",
            metadata: [
                "connection": "\(id)", "principal": "\(seat.principal)", "role": "\(seat.role.rawValue)",
                "workspace": "\(room.handle)",
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
            case .unavailable, .unknown, .unreadable, .conflict: .unavailable
            case .forbidden, .invalid, .tooLarge: .forbidden
            }
    }
}
