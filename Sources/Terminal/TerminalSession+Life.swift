import NIOCore
import Synchronization

extension TerminalSession {
    /// Starts the process for the first time; throws `spawnFailed`, and `alreadyRunning` for any later time.
    package func start() throws(TerminalError) {
        try run { $0.life == .notStarted }
    }

    /// Starts a new process in an ended terminal, in the epoch after the last; its windows begin anew.
    ///
    /// Throws `alreadyRunning` while one runs, and `spawnFailed`, after which the terminal is as it was.
    package func restart() throws(TerminalError) {
        try run { state in
            guard case .ended = state.life else { return false }
            state.log.restart(epoch: state.log.epoch &+ 1, size: state.lease.size)
            return true
        }
    }

    /// Asks the process to end, and kills it when it does not; the exit is reported as any other.
    package func end() {
        state.withLock(\.process)?.terminate()
    }

    private func run(_ prepare: (inout TerminalSessionState) -> Bool) throws(TerminalError) {
        let process = PseudoTerminal(on: eventLoop, owner: self, limits: limits)
        let before = state.withLock { state -> (log: OutputLog, life: TerminalState, size: TerminalSize)? in
            let (log, life) = (state.log, state.life)
            guard prepare(&state) else { return nil }
            state.life = .starting
            state.process = process
            return (log, life, state.lease.size)
        }
        guard let before else { throw TerminalError(.alreadyRunning) }
        do {
            let pid = try process.start(command, size: before.size)
            started(process, pid, before.size)
        } catch {
            let woken = state.withLock { state in
                state.log = before.log
                state.life = before.life
                state.process = nil
                return state.wakeAll(at: eventLoop.now)
            }
            wake(woken)
            throw error
        }
    }

    private func started(_ process: PseudoTerminal, _ pid: Int32, _ size: TerminalSize) {
        let now = eventLoop.now
        let (woken, start, exit) = state.withLock { state in
            state.life = .running(pid: pid)
            // The lease may have moved since the spawn, when there was no process to tell.
            if state.lease.size != size, (try? process.resize(to: state.lease.size)) != nil {
                state.log.append(.resized(state.lease.size, by: state.lease.owner ?? ""))
            }
            defer { state.earlyExit = nil }
            let start = OutputPosition(epoch: state.log.epoch, offset: state.log.startOffset)
            return (state.wakeAll(at: now), start, state.earlyExit)
        }
        wake(woken)
        observer(self, .started(start))
        if let exit { conclude(exit) }
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
