import NIOCore
import Synchronization

extension TerminalSession {
    /// Changes the lease, and does what follows from it.
    func settle(_ change: (inout TerminalSessionState, NIODeadline) -> SizeLease.Action) {
        let now = eventLoop.now
        var notices: [TerminalNotice] = []
        let woken: [any TerminalWindow] = state.withLock { state in
            let owner = state.lease.owner
            let action = change(&state, now)
            if state.lease.owner != owner { notices.append(.sizeOwner(state.lease.owner)) }
            return apply(action, to: &state, at: now, &notices)
        }
        wake(woken)
        for notice in notices { observer(self, notice) }
    }

    private func apply(
        _ action: SizeLease.Action, to state: inout TerminalSessionState, at now: NIODeadline,
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
            notices.append(.resized(size, by: window))
            // A terminal without a process has no stream to mark; it starts with this size. Done under the lock, so that
            // two changes reach the kernel and the log in the same order; the call does not block.
            guard let process = state.process, (try? process.resize(to: size)) != nil else { return [] }
            state.log.append(.resized(size, by: window))
            return state.flush(at: now)
        }
    }

    private func retryResize() {
        settle { state, now in
            state.isResizeArranged = false
            return state.lease.settle(at: now)
        }
    }
}
