import FoundationEssentials
import NIOCore
import NIOFoundationEssentialsCompat
package import SessionCore
import Synchronization
package import Terminal

/// A terminal of an open workspace: the process and its log, and the session record that outlives both.
package final class LiveTerminal: Sendable {
    /// Its public name.
    package let handle: SessionHandle
    /// The process, the log and the windows.
    package let terminal: TerminalSession
    let createdAt: Timestamp
    let key: SessionKey
    private let state: Mutex<State>

    private struct State {
        var name: String
        var lastActivity: Timestamp
        /// What the store has, so that only a change is written.
        var saved: TerminalDocument?
        /// The highest epoch that was ever given to a process of it.
        var reservedEpoch: UInt32
    }

    init(record: SessionRecord, name: String, terminal: TerminalSession, saved: TerminalDocument?) {
        handle = record.handle
        key = record.key
        createdAt = record.createdAt
        self.terminal = terminal
        let epoch = max(saved?.reservedEpoch ?? 0, terminal.head.epoch)
        state = Mutex(State(name: name, lastActivity: record.touchedAt, saved: saved, reservedEpoch: epoch))
    }

    package var name: String { state.withLock(\.name) }

    var lastActivity: Timestamp { state.withLock(\.lastActivity) }

    func rename(to name: String) { state.withLock { $0.name = name } }

    func wasUsed(at now: Timestamp) { state.withLock { $0.lastActivity = max($0.lastActivity, now) } }

    /// The epoch for the next process; it is kept with the next document, and given out once.
    func reserveEpoch() -> UInt32 {
        state.withLock { state in
            state.reservedEpoch = max(state.reservedEpoch, terminal.head.epoch) + 1
            return state.reservedEpoch
        }
    }

    /// What to write, or nothing when the store has it already.
    func unsaved(in workspace: SessionHandle) -> TerminalDocument? {
        let current = document(in: workspace)
        return state.withLock { $0.saved == current } ? nil : current
    }

    func wasSaved(_ document: TerminalDocument) { state.withLock { $0.saved = document } }

    private func document(in workspace: SessionHandle) -> TerminalDocument {
        let (bytes, position) = terminal.lastOutput(Limits.savedOutputBytes)
        var exit: TerminalExit?
        if case .ended(let reason) = terminal.lifeState { exit = reason }
        let size = terminal.size
        return TerminalDocument(
            workspace: workspace.text, name: name, columns: size.columns, rows: size.rows, epoch: position.epoch,
            offset: position.offset, tail: Data(bytes.readableBytesView), exit: exit?.document,
            reservedEpoch: state.withLock(\.reservedEpoch))
    }
}
