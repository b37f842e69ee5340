import SessionCore
import Synchronization

/// What of a window is written to the audit log: never what was typed or shown.
extension Window {
    func note(
        _ act: AuditAct, by seat: WindowSeat, in room: WorkspaceRoom, outcome: String = AuditEntry.done,
        detail: [String: String] = [:]
    ) {
        hall.audit.record(
            AuditEntry(
                act, who: seat.principal, on: room.handle.text, from: credentials.remoteAddress, window: id,
                outcome: outcome, detail: detail))
    }

    /// A frame was refused, because of what the window may do; `kind` is a name of the protocol.
    func refused(_ kind: String, on session: String?) {
        let now = hall.sessions.clock.now
        let (count, seat) = state.withLock { ($0.refusals.refused(kind, at: now), $0.seat) }
        if count > 0 { write(count, kind, on: session ?? seat?.room.handle.text, seat?.seat.principal) }
    }

    /// Writes what was counted and not written yet; the window is gone.
    func writeRestOfRefusals() {
        for (kind, count) in state.withLock({ $0.refusals.takeRest() }) { write(count, kind, on: nil, nil) }
    }

    private func write(_ count: Int, _ kind: String, on session: String?, _ principal: Principal?) {
        hall.audit.record(
            AuditEntry(
                .frame, who: principal, on: session, from: credentials.remoteAddress, window: id,
                outcome: HallError.forbidden.code.rawValue, detail: ["frame": kind, "times": "\(count)"]))
    }
}
