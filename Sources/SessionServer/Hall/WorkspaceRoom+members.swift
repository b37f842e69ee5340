package import SessionCore
import Synchronization
import Terminal

/// What an owner does about those who are in the workspace.
extension WorkspaceRoom {
    /// Sends away whoever a window belongs to, with all of its windows, and keeps it out for a time.
    ///
    /// A window of the owner's own is only closed: the owner is not kept out of its own workspace.
    ///
    /// - Returns: whose window it was.
    package func remove(window: String, for duration: Duration) async throws(HallError) -> Principal {
        let principal = try principal(of: window)
        let reason = "removed: the owner has ended your visit"
        guard principal != owner else {
            sendAway(.forbidden, reason) { $0.port.id == window }
            return principal
        }
        let now = hall.sessions.clock.now
        try await change { document, _ throws(HallError) in
            try document.rule(on: principal, at: now) { $0.barredUntil = now.advanced(by: duration) }
        }
        sendAway(.forbidden, reason) { $0.principal == principal }
        return principal
    }

    /// Gives whoever a window belongs to another role, which holds until it is changed again.
    ///
    /// A lower one holds from here on for its open windows too: when this returns, no frame of theirs passes as what
    /// they were. Windows whose role rises come back to get it.
    ///
    /// - Returns: whose window it was.
    package func assign(_ role: Role, toMemberOf window: String) async throws(HallError) -> Principal {
        guard role < .owner else { throw .invalid("a guest is a viewer or an editor") }
        let principal = try principal(of: window)
        guard principal != owner else { throw .invalid("the owner's own windows keep their role") }
        let now = hall.sessions.clock.now
        try await change { document, _ throws(HallError) in
            try document.rule(on: principal, at: now) { $0.role = role }
        }
        let lowered = seats.filter { $0.principal == principal && $0.role > role }
        for seat in lowered { lower(seat.port.id, to: role) }
        for seat in lowered { await seat.port.assume(role) }
        sendAway(.goingAway, "your role has changed") { $0.principal == principal && $0.role < role }
        show(againTo: Set(lowered.map(\.port.id)))
        presenceChanged()
        return principal
    }

    /// The role that a window has now, or nothing when it is not here.
    func role(of window: String) -> Role? { state.withLock { $0.windows[window]?.role } }

    /// First the seat, then the terminals: whoever attaches meanwhile looks at the seat afterwards.
    private func lower(_ window: String, to role: Role) {
        let (expires, terminals): (Timestamp?, [LiveTerminal]) = state.withLock { state in
            state.windows[window]?.role = role
            return (state.windows[window]?.expires, Array(state.terminals.values))
        }
        guard let expires else { return }
        for live in terminals { live.terminal.assign(role == .viewer ? .viewer : .editor, to: window) }
        let attached = ([handle] + terminals.map(\.handle)).filter { session in
            hall.sessions.attachments(of: session).contains { $0.window == window }
        }
        for session in attached { _ = hall.sessions.attach(window: window, to: session, as: role, until: expires) }
    }

    private func principal(of window: String) throws(HallError) -> Principal {
        guard let seat = state.withLock({ $0.windows[window] }) else { throw .notFound("window") }
        return seat.principal
    }
}
