import NIOCore
import Synchronization

extension TerminalSession {
    /// Changes the lease, and does what follows from it.
    func settle(_ change: (inout TerminalSessionState, NIODeadline) -> SizeLease.Action) {
        let now = eventLoop.now
        var notices: [TerminalNotice] = []
        let woken: [any TerminalWindow] = state.withLock { state in
            let (owner, size) = (state.lease.owner, state.lease.size)
            let action = change(&state, now)
            if state.lease.owner != owner { notices.append(.sizeOwner(state.lease.owner)) }
            return apply(action, instead: size, to: &state, at: now, &notices)
        }
        wake(woken)
        for notice in notices { observer(self, notice) }
    }

    private func apply(
        _ action: SizeLease.Action, instead previous: TerminalSize, to state: inout TerminalSessionState,
        at now: NIODeadline,
        _ notices: inout [TerminalNotice]
    ) -> [any TerminalWindow] {
        switch action {
        case .keep:
            return []
        case .retry(let time):
            guard !state.isResizeArranged else { return [] }
            state.isResizeArranged = true
            eventLoop.scheduleTask(deadline: time) { self.retryResize() }
            return []
        case .apply(let size, let window):
            return resize(to: size, by: window, instead: previous, &state, at: now, &notices)
        }
    }

    /// A terminal without a process has no stream to mark; it starts with this size.
    ///
    /// Done under the lock, so that two changes reach the kernel and the log in one order; the call does not block.
    private func resize(
        to size: TerminalSize, by window: String, instead previous: TerminalSize,
        _ state: inout TerminalSessionState, at now: NIODeadline, _ notices: inout [TerminalNotice]
    ) -> [any TerminalWindow] {
        do {
            try state.process?.resize(to: size)
        } catch  where error.code != .notRunning {
            // The program still sees the size it had, so nobody is told of another.
            state.lease.refused(keeping: previous)
            return []
        } catch {
            notices.append(.resized(size, by: window))
            return []
        }
        notices.append(.resized(size, by: window))
        guard state.process != nil else { return [] }
        state.log.append(.resized(size, by: window))
        return state.flush(at: now)
    }

    private func retryResize() {
        settle { state, now in
            state.isResizeArranged = false
            return state.lease.settle(at: now)
        }
    }
}
