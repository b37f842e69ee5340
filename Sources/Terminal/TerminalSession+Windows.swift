package import NIOCore
import Synchronization

extension TerminalSession {
    /// Attaches a window, and says where it begins; it then pulls without being woken first.
    ///
    /// `resume` is the position up to which the window has everything already. Throws `tooManyWindows` and
    /// `alreadyAttached`.
    package func attach(
        _ window: any TerminalWindow, resume: OutputPosition?, role: TerminalWindowRole
    ) throws(TerminalError) -> TerminalJoin {
        let id = window.id
        let now = eventLoop.now
        let result: Result<TerminalJoin, TerminalError> = state.withLock { state in
            guard state.windows[id] == nil else { return .failure(TerminalError(.alreadyAttached)) }
            guard state.windows.count < limits.windows else { return .failure(TerminalError(.tooManyWindows)) }
            state.log.seal()
            let start = state.log.join(at: resume)
            state.windows[id] = AttachedWindow(window: window, role: role, cursor: start.cursor)
            state.follow(id, from: start.cursor.offset, role, at: now)
            state.lease.join(id, mayDecide: role == .editor)
            return .success(state.join(start))
        }
        return try result.get()
    }

    /// Lets a window go; its size lease passes on. An unknown one changes nothing.
    package func detach(_ id: String) {
        settle { state, now in
            guard state.windows.removeValue(forKey: id) != nil else { return .keep }
            state.gate.leave(id)
            return state.lease.leave(id, at: now)
        }
        reviewHold()
    }

    /// The next frames for a window, about `budget` bytes of them; at least one, if there is one.
    ///
    /// A window that was just attached, was just woken, or did not get everything with the last pull, pulls.
    package func next(for id: String, budget: Int) -> TerminalDelivery {
        let now = eventLoop.now
        return state.withLock { $0.next(for: id, budget: budget, at: now) }
    }

    /// A window has parsed everything before the position: what it gets credit for.
    ///
    /// A position in another epoch, or beyond what the window was given, cannot be true and changes nothing.
    package func acknowledge(_ position: OutputPosition, from id: String) {
        let window: (any TerminalWindow)? = state.withLock { state in
            guard let attached = state.windows[id], position.epoch == attached.cursor.epoch,
                position.epoch == state.log.epoch, position.offset <= attached.cursor.offset
            else { return nil }
            state.gate.parsed(id, upTo: position.offset)
            guard attached.isOutOfCredit else { return nil }
            state.windows[id]?.isOutOfCredit = false
            return attached.window
        }
        reviewHold()
        window?.terminalHasOutput(number)
    }

    /// Types into the terminal on behalf of a window: all of the bytes, together, or none.
    ///
    /// Throws `notAttached`, `notAllowed` for a viewer, `notRunning`, and `backlogFull` when the program does not read.
    package func write(_ bytes: ByteBuffer, from id: String) throws(TerminalError) {
        let result: Result<PseudoTerminal, TerminalError> = state.withLock { state in
            guard let window = state.windows[id] else { return .failure(TerminalError(.notAttached)) }
            guard window.role == .editor else { return .failure(TerminalError(.notAllowed)) }
            guard let process = state.process else { return .failure(TerminalError(.notRunning)) }
            return .success(process)
        }
        try result.get().write(bytes)
    }

    /// A window says how large it is. That is the terminal's size if the window owns it, and remembered if not.
    package func resize(to size: TerminalSize, by id: String) {
        settle { state, now in state.lease.request(size, by: id, at: now) }
    }

    /// A window got or lost the focus; an editor that gets it decides the size from then on.
    package func focus(_ isFocused: Bool, by id: String) {
        settle { state, now in state.lease.focus(id, isFocused, at: now) }
    }

    /// A window has another role from now on. A viewer neither decides the size nor holds the shell.
    package func assign(_ role: TerminalWindowRole, to id: String) {
        settle { state, now in
            state.windows[id]?.role = role
            state.gate.allow(id, toHold: role == .editor, head: state.log.headOffset, at: now)
            return state.lease.allow(id, role == .editor, at: now)
        }
        reviewHold()
    }

    /// Whether the window takes so little that the terminal does not wait for it.
    package func isLaggard(_ id: String) -> Bool {
        state.withLock { $0.gate.isLaggard(id) }
    }
}
