import Logging
import NIOCore
import SessionCore
import SocketIO
import Synchronization
import Terminal

extension AetherClient {
    /// Finds out who the client is and seats it in its workspace; whoever cannot be seated is told why.
    func join(_ namespace: String, showing auth: SocketValue?) async {
        guard namespace == "/" else {
            return connection.send(
                state.withLock { $0.conversation.refuse(namespace, saying: "Invalid namespace") })
        }
        do throws(HallError) {
            var shown = credentials
            shown.auth = AetherClient.texts(in: auth)
            let identity = try await hall.identify(shown)
            let entry = try await hall.enter(nil, as: identity)
            entry.room.expect()
            defer { entry.room.arrived() }
            let seat = WindowSeat(
                port: self, principal: identity.principal, credentials: shown, role: entry.role,
                since: hall.sessions.clock.now, proofs: entry.proofs, expires: identity.expires, focus: nil)
            try entry.room.enter(seat)
            state.withLock { $0.seat = (entry.room, seat) }
            connection.send(state.withLock { $0.conversation.accept("/", id: id) })
            emit("connected", ["data": "Connected to Butterfly"])
            emit("terminal_output", ["session": "motd", "data": "Welcome to Mooring\r\n"])
            logger.info(
                "Client connected",
                metadata: [
                    "connection": "\(id)", "principal": "\(seat.principal)", "role": "\(seat.role.rawValue)",
                    "workspace": "\(entry.room.handle)",
                ])
            // What was revoked while the client was on its way in could not send it away.
            await entry.room.revalidate(window: id)
        } catch {
            connection.send(
                state.withLock { state in
                    state.conversation.refuse("/", saying: error.message, data: ["code": .string(error.code.rawValue)])
                })
        }
    }

    private static func texts(in auth: SocketValue?) -> [String: String] {
        guard case .object(let members) = auth else { return [:] }
        let texts = members.compactMap { member in member.value.string.map { (member.name, $0) } }
        return Dictionary(texts, uniquingKeysWith: { _, last in last })
    }

    /// Leaves the workspace, and ends what only this client could come back to.
    func leaveRoom() async {
        let (seated, attached) = state.withLock { state in
            defer { (state.seat, state.attached, state.outbox) = (nil, [:], WindowOutbox()) }
            return (state.seat, Array(state.attached.values))
        }
        guard let (room, seat) = seated else { return }
        room.leave(id)
        guard !seat.isKept else { return }
        for terminal in attached where terminal.live.terminal.windowCount == 0 {
            house.closed.note(terminal.name, of: ClosedTerminals.Owner(seat))
            try? await room.close(terminal: terminal.live.handle)
        }
    }
}

extension WindowSeat {
    /// Whether terminals opened from here outlive their last window: they do where a workspace token was shown.
    var isKept: Bool { principal.scheme == "workspace" }
}

extension ClosedTerminals.Owner {
    init(_ seat: WindowSeat) {
        self.init(principal: seat.principal, address: seat.credentials.remoteAddress)
    }
}

extension AetherClient: WindowPort {
    func show(workspace frame: ByteBuffer) {}
    func show(presence frame: ByteBuffer) {}

    func forget(terminal number: UInt32) {
        let gone = state.withLock { state in
            state.outbox.remove(terminal: number)
            return state.attached.removeValue(forKey: number)
        }
        if let gone { emit("terminal_closed", ["session": .string(gone.name), "reason": "closed"]) }
    }

    func leave(_ code: WindowCloseCode, _ reason: String) {
        connection.close()
    }
}
