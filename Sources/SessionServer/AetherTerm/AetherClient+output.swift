import NIOCore
import SocketIO
import Synchronization
import Terminal

/// Output: always on the event loop, always as much as the connection takes, never more.
extension AetherClient: TerminalWindow {
    func terminalHasOutput(_ number: UInt32) {
        state.withLock { $0.outbox.put(terminal: number) }
        arrangePump()
    }

    /// Has the outbox emptied soon; any number of calls before that are one.
    func arrangePump() {
        guard state.withLock({ $0.outbox.arrange() }) else { return }
        connection.eventLoop.execute { self.pump() }
    }

    func pump() {
        state.withLock { $0.outbox.beginEmptying() }
        var sent = 0
        while connection.wantsMore, sent < Limits.bytesPerTurn {
            guard let number = state.withLock({ $0.outbox.takeTerminal() }) else { return }
            sent += pull(number)
        }
        if connection.wantsMore, !state.withLock(\.outbox.isEmpty) { arrangePump() }
    }

    /// Sends a piece of a terminal; answers with how many bytes that were.
    private func pull(_ number: UInt32) -> Int {
        guard let attached = state.withLock({ $0.attached[number] }) else { return 0 }
        switch attached.live.terminal.next(for: id, budget: Limits.bytesPerPull) {
        case .frames(let frames, let hasEverything):
            for frame in frames { show(frame, of: number, attached) }
            if let last = frames.last {
                // The transport says what the client can take; it has no acknowledgements of its own.
                let parsed = OutputPosition(epoch: last.position.epoch, offset: last.endOffset)
                attached.live.terminal.acknowledge(parsed, from: id)
            }
            if !hasEverything { state.withLock { $0.outbox.put(terminal: number) } }
            return frames.reduce(0) { $0 + $1.bytes.readableBytes }
        case .overtaken, .restarted:
            state.withLock { state in
                state.attached[number]?.carry = TextCarry()
                state.outbox.put(terminal: number)
            }
            emit("terminal_output", ["session": .string(attached.name), "data": "\u{1b}c"])
            return 0
        case .outOfCredit, .notAttached: return 0
        }
    }

    private func show(_ frame: TerminalFrame, of number: UInt32, _ attached: AttachedTerminal) {
        let session = SocketValue.string(attached.name)
        switch frame.event {
        case .output(let bytes):
            let text = state.withLock { $0.attached[number]?.carry.text(of: bytes) } ?? ""
            if !text.isEmpty { emit("terminal_output", ["session": session, "data": .string(text)]) }
        case .resized(let size, _):
            emit("session_resized", ["session": session, "cols": .integer(size.columns), "rows": .integer(size.rows)])
        case .ended(let exit):
            let rest = state.withLock { $0.attached[number]?.carry.end() } ?? ""
            if !rest.isEmpty { emit("terminal_output", ["session": session, "data": .string(rest)]) }
            emit(
                "terminal_closed",
                [
                    "session": session, "reason": .string(exit.document.how),
                    "exit_code": .integer(Int(exit.document.code)),
                ])
        }
    }
}
