import Logging
import SessionCore
import Synchronization
import Terminal

extension WorkspaceRoom {
    /// What has to be done now and then: shows what changed by itself, writes what is unsaved, ends what nobody may keep.
    func care() async {
        publishPresence()
        publish()
        await save()
        await endIfAbandoned()
    }

    /// Looks whether everything the room and its windows rest on still holds. A room in use counts as use of it all.
    func revalidate() async {
        let isInUse = state.withLock { !$0.hasNobody }
        do {
            guard case .live = try await lookUp(isInUse: isInUse) else {
                return await close(.unauthenticated, "the workspace has ended")
            }
            for live in terminals where try await !holds(live.key, isInUse) {
                try? await close(terminal: live.handle)
            }
        } catch {
            hall.logger.warning(
                "A workspace could not be looked up; it stays as it is",
                metadata: ["workspace": "\(handle)", "error": "\(error)"])
        }
        for seat in seats { await revalidate(window: seat.port.id) }
    }

    /// Sends a window away that would not be let in any more. A store that fails sends nobody away.
    func revalidate(window: String) async {
        guard let seat = state.withLock({ $0.windows[window] }) else { return }
        do {
            try await hall.reconsider(seat, in: handle)
        } catch {
            guard ![.unavailable, .unknown, .unreadable].contains(error.code) else { return }
            // What it showed meanwhile is judged for itself.
            guard state.withLock({ $0.windows[window]?.renewals }) == seat.renewals else { return }
            seat.port.leave(.unauthenticated, "refused: what you showed has expired or was revoked")
        }
    }

    private func holds(_ key: SessionKey, _ isInUse: Bool) async throws(StorageError) -> Bool {
        let outcome = isInUse ? try await hall.sessions.load(key) : try await hall.sessions.peek(key)
        if case .live = outcome { return true }
        return false
    }

    /// Ends all shells and sends everybody away; the record is the caller's business.
    func close(_ code: WindowCloseCode, _ reason: String) async {
        let terminals: [LiveTerminal] = state.withLock { state in
            state.isClosed = true
            return Array(state.terminals.values)
        }
        hall.forget(self)
        for seat in seats { seat.port.leave(code, reason) }
        for live in terminals { await endTerminal(live.handle.text) }
    }

    /// Ends what a grace without windows has run out for.
    private func endIfAbandoned() async {
        let isBySocket = owner.scheme == "socket"
        let grace = isBySocket ? hall.settings.graceWithoutIdentity : hall.settings.graceWithIdentity
        guard let grace else { return }
        let now = hall.sessions.clock.now
        let isOver = state.withLock { state in
            guard state.hasNobody, let since = state.emptySince, since.advanced(by: grace) <= now else { return false }
            // In the same step as the look, so that nobody enters what is about to end.
            if isBySocket { state.isClosed = true }
            return true
        }
        guard isOver else { return }
        if isBySocket {
            let key = state.withLock(\.key)
            await close(.notFound, "the last window left")
            _ = try? await hall.sessions.revoke(key, reason: .loggedOut)
        } else {
            for live in terminals where live.stateWord == "running" { live.terminal.end() }
        }
    }
}
