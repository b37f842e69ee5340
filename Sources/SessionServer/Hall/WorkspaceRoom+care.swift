import Logging
import SessionCore
import Synchronization
import Terminal

extension WorkspaceRoom {
    /// What has to be done now and then: shows what changed by itself, writes what is unsaved, ends what nobody may keep.
    func care() async {
        publish()
        await save()
        await endIfAbandoned()
    }

    /// Looks whether the sessions behind the room still live; a room in use counts as use of them.
    func revalidate() async {
        let isInUse = state.withLock { !$0.windows.isEmpty }
        let key = state.withLock(\.key)
        do {
            let outcome = isInUse ? try await hall.sessions.load(key) : try await hall.sessions.peek(key)
            guard case .live = outcome else {
                await close(.unauthenticated, "the workspace has ended")
                return
            }
            for live in terminals {
                let isWatched = live.terminal.windowCount > 0
                let found = isWatched ? try await hall.sessions.load(live.key) : try await hall.sessions.peek(live.key)
                if case .live = found { continue }
                try? await close(terminal: live.handle)
            }
        } catch {
            hall.logger.warning(
                "A workspace could not be looked up; it stays as it is",
                metadata: ["workspace": "\(handle)", "error": "\(error)"])
        }
        let now = hall.sessions.clock.now
        sendAway(.unauthenticated, "what you showed has expired") { $0.expires <= now }
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
        guard let since = state.withLock({ $0.windows.isEmpty ? $0.emptySince : nil }) else { return }
        let isBySocket = owner.scheme == "socket"
        let grace = isBySocket ? hall.settings.graceWithoutIdentity : hall.settings.graceWithIdentity
        guard let grace, since.advanced(by: grace) <= hall.sessions.clock.now else { return }
        if isBySocket {
            let key = state.withLock(\.key)
            await close(.notFound, "the last window left")
            _ = try? await hall.sessions.revoke(key, reason: .loggedOut)
        } else {
            for live in terminals where live.stateWord == "running" { live.terminal.end() }
        }
    }
}
