import SessionCore

/// Who is in a workspace, as its windows are shown it.
struct PresenceView: Encodable, Sendable {
    let windows: [Window]

    struct Window: Encodable, Sendable {
        let window: String
        let role: Role
        let since: String
        let focus: String?
    }

    init(_ seats: [WindowSeat]) {
        windows = seats.map { seat in
            Window(
                window: seat.port.id, role: seat.role, since: seat.since.iso8601, focus: seat.focus?.text)
        }
    }
}
