import SessionCore

/// What the window of an owner does about others.
extension Window {
    func remove(_ request: WindowRequest, in room: WorkspaceRoom, _ seat: WindowSeat) async throws(HallError) {
        guard seat.role == .owner else { throw .forbidden }
        let (window, duration) = (try request.field("window", \.window), try request.removal)
        let principal = try await room.remove(window: window, for: duration)
        note(
            .kick, by: seat, in: room,
            detail: ["window": window, "principal": principal.text, "seconds": "\(duration.components.seconds)"])
    }

    func assignRole(_ request: WindowRequest, in room: WorkspaceRoom, _ seat: WindowSeat) async throws(HallError) {
        guard seat.role == .owner else { throw .forbidden }
        let (window, role) = (try request.field("window", \.window), try request.field("role", \.role))
        let principal = try await room.assign(role, toMemberOf: window)
        note(
            .role, by: seat, in: room,
            detail: ["window": window, "principal": principal.text, "role": role.rawValue])
    }
}
