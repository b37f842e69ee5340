package import NIOCore
import Synchronization

extension TerminalSession: PseudoTerminalOwner {
    package func pseudoTerminal(_ terminal: PseudoTerminal, didPrint bytes: ByteBuffer) {
        state.withLock { $0.log.append(bytes) }
    }

    package func pseudoTerminalDidPause(_ terminal: PseudoTerminal) {
        let now = eventLoop.now
        switch state.withLock({ $0.pace.outputArrived(at: now) }) {
        case .flush: flush()
        case .flushLater(let time): eventLoop.scheduleTask(deadline: time) { self.flush() }
        case .wait: break
        }
    }

    package func pseudoTerminal(_ terminal: PseudoTerminal, didEnd exit: TerminalExit) {
        conclude(exit)
    }

    private func flush() {
        let now = eventLoop.now
        wake(state.withLock { $0.flush(at: now) })
        reviewFlow()
    }

    /// Asks the gate where the shell is held; nothing but output can make it be held.
    func reviewHold() {
        if state.withLock(\.isHeld) { reviewFlow() }
    }

    /// Asks the gate, and holds or releases the shell.
    func reviewFlow() {
        let now = eventLoop.now
        state.withLock { state in
            guard let process = state.process else { return }
            let decision = state.gate.decide(head: state.log.headOffset, at: now)
            if decision.isHeld != state.isHeld {
                state.isHeld = decision.isHeld
                process.setReadingPaused(decision.isHeld)
            }
            guard let recheck = decision.recheck, state.recheck.map({ recheck < $0 || $0 <= now }) ?? true else {
                return
            }
            state.recheck = recheck
            eventLoop.scheduleTask(deadline: recheck) { self.recheckFlow() }
        }
    }

    private func recheckFlow() {
        state.withLock { $0.recheck = nil }
        reviewFlow()
    }
}
