import NIOCore
package import SessionCore
import Synchronization
import Terminal

extension WorkspaceRoom {
    /// A window is on its way in; every call is followed by one of ``arrived()``.
    package func expect() {
        state.withLock { $0.arrivals += 1 }
    }

    /// A window that was expected is in, or will not come.
    package func arrived() {
        state.withLock { state in
            state.arrivals -= 1
            if state.hasNobody { state.emptySince = hall.sessions.clock.now }
        }
        hall.needsCare(self)
    }

    /// Seats a window; it is shown the workspace and everybody is shown who is here.
    package func enter(_ seat: WindowSeat) throws(HallError) {
        let refusal: HallError? = state.withLock { state in
            guard !state.isClosed else { return .notFound("workspace") }
            guard state.windows.count < Limits.windowsPerWorkspace else {
                return .limit("a workspace has at most \(Limits.windowsPerWorkspace) windows")
            }
            state.windows[seat.port.id] = seat
            state.emptySince = nil
            return nil
        }
        if let refusal { throw refusal }
        _ = hall.sessions.attach(window: seat.port.id, to: handle, as: seat.role, until: seat.expires)
        showing.withLock { _ in show(to: [seat]) }
        presenceChanged()
    }

    /// A window went.
    package func leave(_ window: String) {
        let (seat, terminals): (WindowSeat?, [LiveTerminal]) = state.withLock { state in
            let seat = state.windows.removeValue(forKey: window)
            if seat != nil, state.hasNobody { state.emptySince = hall.sessions.clock.now }
            return (seat, Array(state.terminals.values))
        }
        guard seat != nil else { return }
        for live in terminals {
            live.terminal.detach(window)
            hall.sessions.detach(window: window, from: live.handle)
        }
        hall.sessions.detach(window: window, from: handle)
        presenceChanged()
    }

    /// A window that is here, and on these terminals, rests on newer proof.
    func renew(_ seat: WindowSeat, on terminals: [SessionHandle]) {
        let isHere = state.withLock { state in
            guard let present = state.windows[seat.port.id] else { return false }
            state.windows[seat.port.id] = seat
            state.windows[seat.port.id]?.focus = present.focus
            state.windows[seat.port.id]?.role = min(seat.role, present.role)
            state.windows[seat.port.id]?.renewals = present.renewals + 1
            return true
        }
        guard isHere else { return }
        for session in [handle] + terminals {
            _ = hall.sessions.attach(
                window: seat.port.id, to: session, as: role(of: seat.port.id) ?? .viewer, until: seat.expires)
        }
    }

    /// A window looks at another terminal, or at none.
    package func focus(_ window: String, on terminal: SessionHandle?) {
        let isNew = state.withLock { state in
            guard state.windows[window] != nil, state.windows[window]?.focus != terminal else { return false }
            state.windows[window]?.focus = terminal
            return true
        }
        if isNew { presenceChanged() }
    }

    /// Nobody looks at a terminal any more.
    func unfocus(_ terminal: SessionHandle) {
        state.withLock { state in
            for window in state.windows.keys where state.windows[window]?.focus == terminal {
                state.windows[window]?.focus = nil
            }
        }
    }

    /// Everybody who is here, in the order in which they came.
    package var seats: [WindowSeat] {
        state.withLock { Array($0.windows.values) }.sorted { ($0.since, $0.port.id) < ($1.since, $1.port.id) }
    }

    /// Sends away every window whose access rests on something that is no more.
    func sendAway(_ code: WindowCloseCode, _ reason: String, where rests: (WindowSeat) -> Bool) {
        for seat in seats where rests(seat) { seat.port.leave(code, reason) }
    }

    /// Shows the workspace to every window, if it differs from what they were shown last.
    func publish() {
        showing.withLock { _ in
            let current = (try? JSONCoding.bytes(of: WorkspaceView(self, role: .viewer))) ?? []
            let seats: [WindowSeat] = state.withLock { state in
                guard state.shown != current else { return [] }
                state.shown = current
                return Array(state.windows.values)
            }
            show(to: seats)
        }
    }

    /// Who is here, or on what, has changed; it is shown soon, once for many changes.
    func presenceChanged() {
        state.withLock { $0.isPresenceStale = true }
        hall.needsCare(self)
    }

    /// Shows who is here, if that has changed.
    func publishPresence() {
        showing.withLock { _ in
            let isStale = state.withLock { state in
                defer { state.isPresenceStale = false }
                return state.isPresenceStale
            }
            guard isStale else { return }
            let seats = seats
            guard let body = try? JSONCoding.body(of: PresenceView(seats)) else { return }
            let frame = ServerFrame.presence(body).encoded()
            for seat in seats { seat.port.show(presence: frame) }
        }
    }

    /// Shows the workspace once more to some windows, to whom it looks different now.
    func show(againTo windows: Set<String>) {
        showing.withLock { _ in show(to: seats.filter { windows.contains($0.port.id) }) }
    }

    private func show(to seats: [WindowSeat]) {
        for (role, group) in Dictionary(grouping: seats, by: \.role) {
            guard let body = try? JSONCoding.body(of: WorkspaceView(self, role: role)) else { continue }
            let frame = ServerFrame.workspace(body).encoded()
            for seat in group { seat.port.show(workspace: frame) }
        }
    }
}
