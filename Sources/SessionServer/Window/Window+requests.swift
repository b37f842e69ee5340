import NIOCore
import SessionCore
import Synchronization
import Terminal

extension Window {
    /// Does what a request asks for and answers it.
    func answer(_ body: JSONBody) async {
        guard let request = JSONCoding.value(WindowRequest.self, from: body.bytes.readableBytesView) else {
            return close(.protocolError, "a request needs an id and an op")
        }
        guard let (room, seat) = state.withLock(\.seat) else { return }
        let response: WindowResponse
        do throws(HallError) {
            guard seat.role >= .editor || request.isForViewers else { throw HallError.forbidden }
            if request.makesSomething { try hall.admitCreation(by: seat.principal) }
            response = WindowResponse(to: request.id, opened: try await perform(request, in: room, seat))
        } catch {
            if error.code == .forbidden { refused(request.knownOp, on: request.terminal) }
            response = WindowResponse(to: request.id, error)
        }
        guard let body = try? JSONCoding.body(of: response) else { return }
        send(.response(body))
    }

    private func perform(
        _ request: WindowRequest, in room: WorkspaceRoom, _ seat: WindowSeat
    ) async throws(HallError) -> OpenedPane? {
        switch request.op {
        case "terminal.attach": try attach(request, in: room, seat)
        case "terminal.detach": detach(try request.terminalHandle(), in: room)
        case "terminal.restart": try await room.restart(request.terminalHandle())
        case "terminal.rename":
            try await room.rename(terminal: request.terminalHandle(), to: request.field("name", \.name))
        case "tab.open": return try await room.openTab(title: request.title, size: request.size)
        case "tab.close": try await room.close(tab: request.field("tab", \.tab))
        case "tab.rename": try await room.rename(tab: request.field("tab", \.tab), to: request.field("title", \.title))
        case "tab.move": try await room.move(tab: request.field("tab", \.tab), to: request.field("to", \.to))
        case "pane.split":
            return try await room.split(
                pane: request.field("pane", \.pane), request.field("direction", \.direction), size: request.size)
        case "pane.close": try await room.close(pane: request.field("pane", \.pane))
        case "split.resize":
            try await room.resize(split: request.field("split", \.split), to: request.field("weights", \.weights))
        case "identity.refresh": try await refresh(request, in: room, seat)
        case "member.remove": try await remove(request, in: room, seat)
        case "member.role": try await assignRole(request, in: room, seat)
        case "workspace.rename": try await room.rename(to: request.field("name", \.name))
        default: throw .invalid("there is no request \(request.op.prefix(Limits.titleBytes))")
        }
        return nil
    }

    private func attach(_ request: WindowRequest, in room: WorkspaceRoom, _ seat: WindowSeat) throws(HallError) {
        let handle = try request.terminalHandle()
        guard state.withLock({ $0.terminals.count }) < Limits.terminalsPerWindow else {
            throw .limit("a window shows at most \(Limits.terminalsPerWindow) terminals")
        }
        // A position that cannot be read is one that cannot be served: it is answered with a new beginning.
        let unreadable = OutputPosition(epoch: .max, offset: .max)
        let resume = request.resume.map { OutputPosition($0) ?? unreadable }
        let join = try room.attach(self, to: handle, resume: resume, seat: seat)
        guard let live = room.terminal(handle) else { throw .notFound("terminal") }
        let isOpen = onEventLoop { window, socket in
            let isHere = window.state.withLock { state in
                guard !state.isLeaving else { return false }
                state.terminals[join.number] = live
                state.outbox.put(terminal: join.number)
                return true
            }
            guard isHere else { return room.detach(window.id, from: handle) }
            socket.send(ServerFrame.ready(ServerFrame.Ready(join, handle: handle)).encoded())
            window.pump()
        }
        if !isOpen { room.detach(id, from: handle) }
    }

    private func detach(_ handle: SessionHandle, in room: WorkspaceRoom) {
        room.detach(id, from: handle)
        state.withLock { state in
            for (number, live) in state.terminals where live.handle == handle {
                state.terminals[number] = nil
                state.outbox.remove(terminal: number)
            }
        }
    }
}

extension ServerFrame.Ready {
    init(_ join: TerminalJoin, handle: SessionHandle) {
        self.init(
            terminal: join.number, epoch: join.start.epoch, start: join.start.offset, live: join.headOffset,
            columns: UInt16(join.startSize.columns), rows: UInt16(join.startSize.rows),
            mode: ServerFrame.JoinMode(join.mode), handle: handle.text)
    }
}

extension ServerFrame.JoinMode {
    init(_ mode: OutputLogJoin.Mode) {
        self =
            switch mode {
            case .exact: .exact
            case .reanchor: .reanchor
            case .history: .history
            }
    }
}
