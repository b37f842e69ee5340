package import NIOCore
package import SessionCore
import Synchronization
import Terminal

/// What goes out: always on the event loop, always as much as the socket takes, never more.
extension Window {
    /// Does something with the socket on its event loop; `false` when there is no socket any more.
    @discardableResult
    func onEventLoop(_ body: @escaping @Sendable (Window, WebSocketConnection) -> Void) -> Bool {
        guard let socket = state.withLock(\.socket) else { return false }
        if socket.eventLoop.inEventLoop {
            body(self, socket)
        } else {
            socket.eventLoop.execute { body(self, socket) }
        }
        return true
    }

    func send(_ frame: ServerFrame) {
        let bytes = frame.encoded()
        onEventLoop { _, socket in
            socket.send(bytes)
            socket.flush()
        }
    }

    /// Has the outbox emptied soon; any number of calls before that are one.
    func arrangePump() {
        let socket = state.withLock { state in state.outbox.arrange() ? state.socket : nil }
        socket?.eventLoop.execute { self.pump() }
    }

    /// Sends what the socket takes, terminals in turns, and goes on in a later turn of the event loop.
    func pump() {
        guard
            let socket = state.withLock({ state in
                state.outbox.beginEmptying()
                return state.isLeaving ? nil : state.socket
            })
        else { return }
        var sent = 0
        while socket.isWritable, sent < Limits.bytesPerTurn {
            if let document = state.withLock({ $0.outbox.takeDocument() }) {
                socket.send(document)
                sent += document.readableBytes
            } else if let count = pull(to: socket) {
                sent += count
            } else {
                break
            }
        }
        socket.flush()
        // A socket that is full says when it is not; whoever used up the turn gets another.
        if socket.isWritable, !state.withLock(\.outbox.isEmpty) { arrangePump() }
    }

    /// Sends a piece of the terminal whose turn it is; nothing when none has anything.
    private func pull(to socket: WebSocketConnection) -> Int? {
        let turn = state.withLock { state in
            state.outbox.takeTerminal().map { ($0, state.terminals[$0]) }
        }
        guard let (number, found) = turn else { return nil }
        guard let live = found else { return 0 }
        switch live.terminal.next(for: id, budget: Limits.bytesPerPull) {
        case .frames(let frames, let hasEverything):
            for frame in frames { socket.send(frame.bytes) }
            if !hasEverything { state.withLock { $0.outbox.put(terminal: number) } }
            return frames.reduce(0) { $0 + $1.bytes.readableBytes }
        case .outOfCredit:
            return 0
        case .overtaken(let join), .restarted(let join):
            socket.send(ServerFrame.ready(ServerFrame.Ready(join, handle: live.handle)).encoded())
            state.withLock { $0.outbox.put(terminal: number) }
            return 0
        case .notAttached:
            state.withLock { $0.terminals[number] = nil }
            return 0
        }
    }

    func close(_ code: WebSocketCloseCode, _ reason: String) {
        state.withLock { $0.leave() }
        onEventLoop { _, socket in socket.close(code, reason: reason) }
    }
}

extension Window: WindowPort {
    package func show(workspace frame: ByteBuffer) {
        state.withLock { $0.outbox.put(workspace: frame) }
        arrangePump()
    }

    package func show(presence frame: ByteBuffer) {
        state.withLock { $0.outbox.put(presence: frame) }
        arrangePump()
    }

    package func forget(terminal number: UInt32) {
        state.withLock { state in
            state.terminals[number] = nil
            state.outbox.remove(terminal: number)
        }
    }

    /// Done on the event loop that takes the window's frames, so that none is half taken.
    package func assume(_ role: Role) async {
        guard let socket = state.withLock(\.socket) else { return }
        let change = socket.eventLoop.submit {
            self.state.withLock { state in
                guard case .joined(let room, var seat) = state.phase else { return }
                seat.role = min(seat.role, role)
                state.phase = .joined(room, seat)
            }
        }
        try? await change.get()
    }

    package func leave(_ code: WindowCloseCode, _ reason: String) {
        close(WebSocketCloseCode(rawValue: code.rawValue), reason)
    }
}
