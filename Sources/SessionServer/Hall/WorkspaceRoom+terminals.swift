import FoundationEssentials
import Logging
import NIOCore
package import SessionCore
import Synchronization
package import Terminal

extension WorkspaceRoom {
    /// Starts a shell and its session, without a place in the document yet.
    func openTerminal(named name: String, size: TerminalSize) async throws(HallError) -> LiveTerminal {
        let name = try WorkspaceDocument.checkedTitle(name)
        let limit = hall.settings.terminalsPerWorkspace
        guard state.withLock({ $0.terminals.count }) < limit else {
            throw .limit("a workspace has at most \(limit) terminals; close one first")
        }
        let issued: IssuedSession
        do {
            let empty = TerminalDocument(
                workspace: handle.text, name: name, columns: size.columns, rows: size.rows, epoch: 1, offset: 0,
                tail: .init())
            issued = try await hall.sessions.create(.terminal, owner: owner, payload: JSONCoding.bytes(of: empty))
        } catch {
            throw HallError(any: error)
        }
        let terminal = hall.makeTerminal(
            in: self, size: size, at: OutputPosition(epoch: 1, offset: 0), restoring: nil, exit: nil)
        let live = LiveTerminal(record: issued.record, name: name, terminal: terminal, saved: nil)
        let fits = state.withLock { state in
            guard !state.isClosed, state.terminals.count < limit else { return false }
            state.terminals[live.handle] = live
            if state.hasNobody { state.emptySince = hall.sessions.clock.now }
            return true
        }
        do {
            guard fits else { throw HallError.limit("a workspace has at most \(limit) terminals; close one first") }
            try live.terminal.start()
        } catch {
            await endTerminal(live.handle.text)
            _ = try? await hall.sessions.revoke(live.key)
            throw failure(error)
        }
        return live
    }

    /// Starts an ended shell again, under the same session and in a new epoch.
    ///
    /// The epoch is in the store before anything is printed in it: no position of it can ever mean other bytes.
    package func restart(_ terminal: SessionHandle) async throws(HallError) {
        guard let live = self.terminal(terminal) else { throw .notFound("terminal") }
        guard live.stateWord == "ended" else { throw HallError(.conflict, "the shell runs already") }
        let epoch = live.reserveEpoch()
        do {
            try await store(live)
            try live.terminal.restart(epoch: epoch)
        } catch let error as TerminalError where error.code == .alreadyRunning {
            throw HallError(.conflict, "the shell runs already")
        } catch let error as TerminalError {
            throw failure(error)
        } catch {
            throw HallError(any: error)
        }
        publish()
    }

    /// What a person is told of a shell that did not start; the operator gets the system's reason.
    private func failure(_ error: any Error) -> HallError {
        if let error = error as? HallError { return error }
        let number = (error as? TerminalError)?.errorNumber ?? 0
        hall.logger.error(
            "A shell could not be started",
            metadata: ["program": "\(hall.settings.command.executable)", "reason": "\(SystemReason.text(number))"])
        return HallError(.unavailable, "the shell could not be started: \(SystemReason.text(number))")
    }

    package func rename(terminal: SessionHandle, to name: String) async throws(HallError) {
        let name = try WorkspaceDocument.checkedTitle(name)
        guard let live = self.terminal(terminal) else { throw .notFound("terminal") }
        live.rename(to: name)
        publish()
        await save()
    }

    /// Ends a terminal for good: process, session and its place among the others.
    func endTerminal(_ text: String) async {
        guard let handle = SessionHandle(text),
            let live = state.withLock({ $0.terminals.removeValue(forKey: handle) })
        else { return }
        live.terminal.close()
        unfocus(handle)
        for seat in seats {
            live.terminal.detach(seat.port.id)
            hall.sessions.detach(window: seat.port.id, from: handle)
            seat.port.forget(terminal: live.terminal.number)
        }
        do {
            _ = try await hall.sessions.revoke(live.key, reason: .loggedOut)
        } catch {
            hall.logger.warning(
                "A closed terminal's session could not be ended in the store",
                metadata: ["terminal": "\(handle)", "error": "\(error)"])
        }
        publish()
    }

    /// Ends a terminal wherever it stands in the document.
    package func close(terminal: SessionHandle) async throws(HallError) {
        guard self.terminal(terminal) != nil else { throw .notFound("terminal") }
        try await change { document, _ throws(HallError) in
            for pane in document.tabs.flatMap(\.root.panes) where pane.terminal == terminal.text {
                _ = try document.close(pane: pane.pane)
            }
        }
        await endTerminal(terminal.text)
    }

    /// Puts a window on a terminal. The window pulls its first frames at once.
    package func attach(
        _ window: any TerminalWindow, to terminal: SessionHandle, resume: OutputPosition?, seat: WindowSeat
    ) throws(HallError) -> TerminalJoin {
        guard let live = self.terminal(terminal) else { throw .notFound("terminal") }
        let join: TerminalJoin
        do {
            join = try live.terminal.attach(window, resume: resume, role: seat.role == .viewer ? .viewer : .editor)
        } catch  where error.code == .alreadyAttached {
            throw HallError(.conflict, "this window is on the terminal already")
        } catch {
            throw .limit("a terminal has at most \(hall.settings.terminal.windows) windows")
        }
        // Its role may have been lowered between the look at the seat and here.
        let role = role(of: window.id) ?? .viewer
        if role < seat.role { live.terminal.assign(role == .viewer ? .viewer : .editor, to: window.id) }
        _ = hall.sessions.attach(window: window.id, to: terminal, as: role, until: seat.expires)
        presenceChanged()
        return join
    }

    /// Takes a window off a terminal.
    package func detach(_ window: String, from terminal: SessionHandle) {
        self.terminal(terminal)?.terminal.detach(window)
        hall.sessions.detach(window: window, from: terminal)
        let isFocused = state.withLock { $0.windows[window]?.focus == terminal }
        if isFocused { focus(window, on: nil) } else { presenceChanged() }
    }

    /// Writes what the store does not have yet of each terminal. What cannot be written now is written next time.
    func save() async {
        let isMine = state.withLock { state in
            defer { state.isSaving = true }
            return !state.isSaving
        }
        // Two at once could overtake each other and leave the older output in the store.
        guard isMine else { return }
        defer { state.withLock { $0.isSaving = false } }
        for live in terminals {
            do {
                try await store(live)
            } catch {
                hall.logger.warning(
                    "A terminal's last output could not be saved; it is tried again",
                    metadata: ["terminal": "\(live.handle)", "error": "\(error)"])
            }
        }
    }

    private func store(_ live: LiveTerminal) async throws {
        guard let document = live.unsaved(in: handle) else { return }
        live.wasUsed(at: hall.sessions.clock.now)
        let payload = try JSONCoding.bytes(of: document)
        try await hall.sessions.withSession(live.key) { $0.payload = payload }
        live.wasSaved(document)
    }
}
