import NIOCore
import SessionCore
import SocketIO
import Synchronization
import Terminal

/// The events of terminals, as all generations of the frontends send them.
extension AetherClient {
    func answer(_ event: String, _ payload: SocketValue) async {
        guard let (room, seat) = state.withLock(\.seat) else { return }
        let name = payload["session"]?.string ?? payload["sessionId"]?.string ?? ""
        switch event {
        case "create_terminal": await create(name, payload, in: room, seat)
        case "resume_terminal":
            guard !name.isEmpty else { return emit("terminal_error", ["error": "sessionId required", "session": ""]) }
            await create(name, payload, status: "resumed", in: room, seat)
        case "reconnect_session": reconnect(name, payload, in: room, seat)
        case "terminal_input": type(payload["data"]?.string ?? "", into: name)
        case "terminal_resize": resize(name, to: AetherClient.size(in: payload))
        case "get_session_info": tell(about: name, in: room)
        case "session_cleanup": await cleanUp(name, in: room, seat)
        case "resume_workspace": await resume(payload, in: room, seat)
        default: break
        }
    }

    /// Opens a terminal under a name, or goes to the one that has it.
    private func create(
        _ asked: String, _ payload: SocketValue, status: String = "ready", in room: WorkspaceRoom, _ seat: WindowSeat
    ) async {
        let name = asked.isEmpty ? AetherClient.unnamed : asked
        if let owner = house.closed.owner(of: name), !seat.isKept {
            let isOwner = owner.isSame(as: ClosedTerminals.Owner(seat))
            return emit(
                "terminal_closed",
                ["session": .string(name), "reason": "session_already_closed", "is_owner": .bool(isOwner)])
        }
        guard seat.role >= .editor || find(name, in: room) != nil else {
            return emit("terminal_error", ["error": "Viewers cannot create terminals", "session": .string(name)])
        }
        do throws(HallError) {
            let (live, isNew) = try await terminal(name, AetherClient.size(in: payload), in: room)
            let told = status == "resumed" && isNew ? "ready" : status
            try attach(live, as: name, payload, status: told, in: room, seat)
        } catch {
            emit("terminal_error", ["error": .string(error.message), "session": .string(name)])
        }
    }

    /// What a frontend that names none is given: its workspace's own, and never another's.
    private static let unnamed = "default"

    func find(_ name: String, in room: WorkspaceRoom) -> LiveTerminal? {
        room.terminals.first { $0.name == name }
    }

    /// The terminal of a name; two windows that ask at once get the same. One whose shell has ended gets a new shell.
    func terminal(
        _ name: String, _ size: TerminalSize?, in room: WorkspaceRoom
    ) async throws(HallError) -> (live: LiveTerminal, isNew: Bool) {
        let result: Result<(LiveTerminal, Bool), HallError> = await house.openings.doing(
            room.handle.text + name
        ) {
            do throws(HallError) {
                if let live = self.find(name, in: room) {
                    if live.stateWord == "ended" { try await room.restart(live.handle) }
                    return .success((live, false))
                }
                let opened = try await room.openTab(title: name, size: size ?? .standard)
                guard let handle = SessionHandle(opened.terminal), let live = room.terminal(handle) else {
                    throw HallError.notFound("terminal")
                }
                return .success((live, true))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Puts the client on a terminal: it is told that it is ready, then what is on it, then what happens.
    func attach(
        _ live: LiveTerminal, as name: String, _ payload: SocketValue, status: String, in room: WorkspaceRoom,
        _ seat: WindowSeat
    ) throws(HallError) {
        // Whoever asks again is shown everything again.
        room.detach(id, from: live.handle)
        let join = try room.attach(self, to: live.handle, resume: nil, seat: seat)
        var members = [SocketValue.Member("session", .string(name)), SocketValue.Member("status", .string(status))]
        for echoed in ["tabId", "subType", "launch_mode", "agent_type"] {
            if let value = payload[echoed] { members.append(SocketValue.Member(echoed, value)) }
        }
        members.append(SocketValue.Member("cols", .integer(join.size.columns)))
        members.append(SocketValue.Member("rows", .integer(join.size.rows)))
        emit("terminal_ready", .object(members))
        let isHere = state.withLock { state in
            guard !state.isOver else { return false }
            state.attached[join.number] = AttachedTerminal(live: live, name: name)
            state.outbox.put(terminal: join.number)
            return true
        }
        if isHere { arrangePump() } else { room.detach(id, from: live.handle) }
    }

    private func reconnect(_ name: String, _ payload: SocketValue, in room: WorkspaceRoom, _ seat: WindowSeat) {
        guard let live = find(name, in: room), live.stateWord == "running" else {
            return emit("session_not_found", ["session": .string(name), "error": "there is no such terminal"])
        }
        do {
            try attach(live, as: name, payload, status: "ready", in: room, seat)
            emit("session_reconnected", ["session": .string(name), "sessionId": .string(name), "success": true])
        } catch {
            emit("session_reconnect_error", ["session": .string(name), "error": .string(error.message)])
        }
    }

    private func attached(_ name: String) -> AttachedTerminal? {
        let wanted = name.isEmpty ? AetherClient.unnamed : name
        return state.withLock { $0.attached.values.first { $0.name == wanted } }
    }

    private func type(_ text: String, into name: String) {
        guard let attached = attached(name) else { return }
        do {
            try attached.live.terminal.write(ByteBuffer(string: text), from: id)
            attached.live.wasUsed(at: hall.sessions.clock.now)
        } catch {
            switch error.code {
            case .notAllowed:
                emit("terminal_output", ["session": .string(attached.name), "data": .string(AetherClient.blocked)])
            case .backlogFull:
                emit(
                    "terminal_error",
                    ["session": .string(attached.name), "error": "the program does not read what is typed"])
            default: break
            }
        }
    }

    /// In the frontends' own words, which they look for.
    static let blocked = "\r\n\u{1b}[33m[Input blocked: Read-only access for Viewer role]\u{1b}[0m\r\n"

    private func resize(_ name: String, to size: TerminalSize?) {
        guard let size else { return }
        attached(name)?.live.terminal.resize(to: size, by: id)
    }

    private func tell(about name: String, in room: WorkspaceRoom) {
        let live = find(name, in: room)
        let length = Int(clamping: live?.terminal.head.offset ?? 0)
        emit(
            "session_info",
            [
                "sessionId": .string(name), "session": .string(name), "exists": .bool(live != nil),
                "active": .bool(live?.stateWord == "running"), "clientCount": .integer(live?.terminal.windowCount ?? 0),
                "history": .bool(length > 0), "historyLength": .integer(length),
            ])
    }

    private func cleanUp(_ name: String, in room: WorkspaceRoom, _ seat: WindowSeat) async {
        guard seat.role >= .editor, let live = find(name, in: room) else {
            return emit("cleanup_error", ["error": "there is no such terminal", "sessionId": .string(name)])
        }
        try? await room.close(terminal: live.handle)
        emit("session_cleaned", ["success": true, "sessionId": .string(name)])
    }

    private static func size(in payload: SocketValue) -> TerminalSize? {
        guard let columns = payload["cols"]?.integer, let rows = payload["rows"]?.integer else { return nil }
        return TerminalSize(clampingColumns: columns, rows: rows)
    }
}
