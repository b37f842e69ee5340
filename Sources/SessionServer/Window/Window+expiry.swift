import NIOCore
import SessionCore
import Synchronization

/// A window lasts as long as what it showed, and may show something newer meanwhile.
extension Window {
    /// Ends the window at the instant at which its identity no longer holds.
    ///
    /// The clock is looked at again then, and once in a while before: it may have been set meanwhile.
    func endWhenExpired() {
        onEventLoop { window, socket in
            guard let (_, seat) = window.state.withLock(\.seat), seat.expires != .never else { return }
            let left = seat.expires.since(window.hall.sessions.clock.now)
            guard left > .zero else {
                return window.leave(.unauthenticated, "refused: what you showed has expired")
            }
            let look = socket.eventLoop.scheduleTask(in: TimeAmount(min(left, Limits.expiryLook))) { [weak window] in
                guard let window else { return }
                window.endWhenExpired()
            }
            window.state.withLock { state in
                state.expiry?.cancel()
                state.expiry = look
            }
        }
    }

    /// Takes newer proof of the same principal in place of what the window showed before; nothing changes when it is not.
    func refresh(_ request: WindowRequest, in room: WorkspaceRoom, _ seat: WindowSeat) async throws(HallError) {
        var shown = seat.credentials
        shown.auth = try request.field("auth", \.auth)
        // What is replaced does not count beside what replaces it, or every renewal would be two proofs at once.
        shown.cookies = []
        shown.headers.removeAll { $0.name == "authorization" || $0.name == "cookie" }
        let identity = try await hall.identify(shown)
        guard identity.principal == seat.principal else { throw .forbidden }
        let entry = try await hall.enter(room.handle, as: identity)
        guard entry.room === room, entry.role >= seat.role else { throw .forbidden }
        var renewed = seat
        (renewed.credentials, renewed.expires, renewed.proofs) = (shown, identity.expires, entry.proofs)
        let terminals: [SessionHandle]? = state.withLock { [renewed] state in
            guard case .joined(_, let present) = state.phase else { return nil }
            var kept = renewed
            // A role that was lowered meanwhile stays so.
            kept.role = min(renewed.role, present.role)
            state.phase = .joined(room, kept)
            return state.terminals.values.map(\.handle)
        }
        guard let terminals else { return }
        note(.refresh, by: renewed, in: room)
        room.renew(renewed, on: terminals)
        endWhenExpired()
        // What was revoked while the newer proof was judged could not send the window away.
        await room.revalidate(window: id)
    }
}
