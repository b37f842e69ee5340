import NIOCore
package import SessionCore
import Synchronization
import Terminal

extension WorkspaceRoom {
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
        show(to: [seat])
        publishPresence()
    }

    /// A window went.
    package func leave(_ window: String) {
        let (seat, terminals): (WindowSeat?, [LiveTerminal]) = state.withLock { state in
            let seat = state.windows.removeValue(forKey: window)
            if seat != nil, state.windows.isEmpty { state.emptySince = hall.sessions.clock.now }
            return (seat, Array(state.terminals.values))
        }
        guard seat != nil else { return }
        for live in terminals {
            live.terminal.detach(window)
            hall.sessions.detach(window: window, from: live.handle)
        }
        hall.sessions.detach(window: window, from: handle)
        publishPresence()
        hall.needsCare(self)
    }

    /// A window looks at another terminal, or at none.
    package func focus(_ window: String, on terminal: SessionHandle?) {
        state.withLock { $0.windows[window]?.focus = terminal }
        publishPresence()
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
        let current = (try? JSONCoding.bytes(of: WorkspaceView(self, role: .viewer))) ?? []
        let seats: [WindowSeat] = state.withLock { state in
            guard state.shown != current else { return [] }
            state.shown = current
            return Array(state.windows.values)
        }
        show(to: seats)
    }

    private func show(to seats: [WindowSeat]) {
        for (role, group) in Dictionary(grouping: seats, by: \.role) {
            guard let body = try? JSONCoding.body(of: WorkspaceView(self, role: role)) else { continue }
            let frame = ServerFrame.workspace(body).encoded()
            for seat in group { seat.port.show(workspace: frame) }
        }
    }

    private func publishPresence() {
        let seats = seats
        guard let body = try? JSONCoding.body(of: PresenceView(seats)) else { return }
        let frame = ServerFrame.presence(body).encoded()
        for seat in seats { seat.port.show(presence: frame) }
    }
}
