import NIOCore
import SessionCore
import Synchronization
import Terminal

/// What a window does with terminals on its event loop, without waiting for anything.
extension Window {
    func terminal(_ number: UInt32) -> LiveTerminal? {
        state.withLock { $0.terminals[number] }
    }

    func type(_ bytes: ByteBuffer, into number: UInt32) {
        guard let live = terminal(number) else { return }
        do {
            try live.terminal.write(bytes, from: id)
            live.wasUsed(at: hall.sessions.clock.now)
        } catch {
            switch error.code {
            case .notAllowed:
                refused("input", on: live.handle.text)
                tell("forbidden", "You are watching: this window cannot type.")
            case .backlogFull: tell("limit", "The program does not read what is typed; it was not taken.")
            default: tell("ended", "The shell has ended; what was typed was not taken.")
            }
        }
    }

    /// A viewer decides no size, so what it asks for is refused; an editor's is applied, or remembered.
    func resize(_ number: UInt32, to size: TerminalSize) {
        guard let live = terminal(number) else { return }
        guard state.withLock({ ($0.seat?.seat.role ?? .viewer) >= .editor }) else {
            return refused("resize", on: live.handle.text)
        }
        live.terminal.resize(to: size, by: id)
    }

    func acknowledge(_ offset: UInt64, of number: UInt32) {
        guard let live = terminal(number) else { return }
        live.terminal.acknowledge(OutputPosition(epoch: live.terminal.head.epoch, offset: offset), from: id)
    }

    func focus(on number: UInt32) {
        let (before, now, seat) = state.withLock { state in
            let before = state.focus == number ? nil : state.terminals[state.focus]
            state.focus = number
            return (before, state.terminals[number], state.seat)
        }
        before?.terminal.focus(false, by: id)
        now?.terminal.focus(true, by: id)
        seat?.room.focus(id, on: now?.handle)
    }

    /// Says something to the person, at most once a second.
    private func tell(_ code: String, _ message: String) {
        onEventLoop { window, socket in
            let now = socket.eventLoop.now
            let isDue = window.state.withLock { state in
                if let last = state.lastNotice, now - last < .seconds(1) { return false }
                state.lastNotice = now
                return true
            }
            guard isDue, let body = try? JSONCoding.body(of: WindowNotice(code: code, message: message)) else { return }
            socket.send(ServerFrame.notice(body).encoded())
            socket.flush()
        }
    }
}

extension Window: TerminalWindow {
    package func terminalHasOutput(_ number: UInt32) {
        state.withLock { $0.outbox.put(terminal: number) }
        arrangePump()
    }
}
