import NIOCore
import Synchronization

extension TerminalSession {
    /// Starts the process for the first time.
    ///
    /// Throws `spawnFailed`, `alreadyRunning` for any later time, and `closed` after ``close()``. One that is overtaken
    /// by ``close()`` throws `closed` too, although a process may live for a moment: its end is reported as any other.
    package func start() throws(TerminalError) {
        try run { $0.life == .notStarted ? nil : .alreadyRunning }
    }

    /// Starts a new process in an ended terminal, in a new epoch; its windows begin anew.
    ///
    /// The epoch is the one after the last, or the one given, which must be higher than the last: so an owner can keep
    /// it in a store before anything is printed in it. Throws `alreadyRunning` while a process runs, `staleEpoch`, and
    /// `spawnFailed`, after which the terminal is as it was; and `closed` as ``start()`` does.
    package func restart(epoch: UInt32? = nil) throws(TerminalError) {
        try run { state in
            guard case .ended = state.life else { return .alreadyRunning }
            let next = epoch ?? (state.log.epoch &+ 1)
            guard next > state.log.epoch else { return .staleEpoch }
            state.log.restart(epoch: next, size: state.lease.size)
            return nil
        }
    }

    /// Asks the process to end, and kills it when it does not; the exit is reported as any other.
    ///
    /// The terminal can be restarted; ``close()`` is for good.
    package func end() {
        state.withLock(\.process)?.terminate()
    }

    /// Ends the terminal for good: its process as ``end()`` does, and every start that is under way or comes later.
    package func close() {
        let process = state.withLock { state in
            state.isClosed = true
            return state.process
        }
        process?.terminate()
    }

    private typealias Before = (log: OutputLog, life: TerminalState, size: TerminalSize)

    /// Starts a process, unless `prepare` names what is against it; it then changes nothing.
    private func run(_ prepare: (inout TerminalSessionState) -> TerminalError.Code?) throws(TerminalError) {
        let process = PseudoTerminal(on: eventLoop, owner: self, limits: limits)
        let prepared: Result<Before, TerminalError> = state.withLock { state in
            let (log, life) = (state.log, state.life)
            if let refusal = state.isClosed ? .closed : prepare(&state) { return .failure(TerminalError(refusal)) }
            state.life = .starting
            state.process = process
            return .success((log, life, state.lease.size))
        }
        let before = try prepared.get()
        do {
            let pid = try process.start(command, size: before.size)
            started(process, pid, before.size)
        } catch {
            restore(before)
            throw error
        }
        // The process was asked to end already: whoever closed the terminal either saw it, or had it terminated here.
        if state.withLock(\.isClosed) { throw TerminalError(.closed) }
    }

    private func restore(_ before: Before) {
        let woken = state.withLock { state in
            state.log = before.log
            state.life = before.life
            state.process = nil
            return state.wakeAll(at: eventLoop.now)
        }
        wake(woken)
    }

    private func started(_ process: PseudoTerminal, _ pid: Int32, _ size: TerminalSize) {
        let now = eventLoop.now
        var notices: [TerminalNotice] = []
        let (woken, exit) = state.withLock { state in
            state.life = .running(pid: pid)
            notices.append(.started(OutputPosition(epoch: state.log.epoch, offset: state.log.startOffset)))
            // The lease may have moved since the spawn, when there was no process to tell.
            if state.lease.size != size { catchUp(process, from: size, &state, &notices) }
            defer { state.earlyExit = nil }
            return (state.wakeAll(at: now), state.earlyExit)
        }
        wake(woken)
        for notice in notices { observer(self, notice) }
        if let exit { conclude(exit) }
    }

    private func catchUp(
        _ process: PseudoTerminal, from size: TerminalSize, _ state: inout TerminalSessionState,
        _ notices: inout [TerminalNotice]
    ) {
        let owner = state.lease.owner ?? ""
        do {
            try process.resize(to: state.lease.size)
            state.log.append(.resized(state.lease.size, by: owner))
        } catch  where error.code != .notRunning {
            state.lease.refused(keeping: size)
            notices.append(.resized(size, by: owner))
        } catch {
            // It has ended already; the next one starts with the size.
        }
    }

    /// The process is gone, and its output is in the log.
    func conclude(_ exit: TerminalExit) {
        let now = eventLoop.now
        let woken: [any TerminalWindow]? = state.withLock { state in
            guard state.life != .starting else {
                state.earlyExit = exit
                return nil
            }
            state.log.append(.ended(exit))
            state.life = .ended(exit)
            state.process = nil
            state.isHeld = false
            return state.flush(at: now)
        }
        guard let woken else { return }
        wake(woken)
        observer(self, .ended(exit))
    }
}
