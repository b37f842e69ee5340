import CSQLite
import Dispatch
import Logging
import SessionCore
import Synchronization

/// Copies the write-ahead log into the file, beside those who write and not in their time.
final class Checkpointer: Sendable {
    private struct State {
        var logPages = 0
        /// The size of the log at the last copying: it is not begun again for a few pages.
        var copiedPages = 0
        /// The size from which on writes wait.
        var overduePages = Limits.logPages
        var isRunning = false
    }

    private let state = Mutex(State())
    private let connection: Mutex<Connection?>
    private let queue = DispatchQueue(label: "mooring.sqlite-storage.checkpoints")
    private let condition: Condition
    private let logger: Logger

    init(_ connection: Connection, condition: Condition, logger: Logger) {
        self.connection = Mutex(connection)
        self.condition = condition
        self.logger = logger
    }

    /// Whether the log has grown so long that writes have to wait for it.
    var isOverdue: Bool { state.withLock { $0.logPages >= $0.overduePages } }

    /// A transaction was committed, and the log has so many pages.
    func wrote(logPages: Int) {
        let isTime = state.withLock { state in
            if logPages < state.logPages {
                state.copiedPages = 0
                state.overduePages = Limits.logPages
            }
            state.logPages = logPages
            guard !state.isRunning, logPages - state.copiedPages >= Limits.checkpointPages else { return false }
            state.isRunning = true
            state.copiedPages = logPages
            return true
        }
        if isTime { queue.async { self.copy() } }
    }

    /// Copies all of the log, while nobody writes.
    func catchUp(over writer: Connection) {
        // Behind the copying that runs: two cannot at one time.
        connection.withLock { _ in
            writer.wait(milliseconds: 0)
            report { () throws(StoreFailure) in try writer.checkpoint() }
        }
        state.withLock { $0.overduePages = $0.logPages + Limits.checkpointPages }
    }

    /// Lets go of the connection, behind a copying that runs. It blocks.
    func close() {
        queue.sync { connection.withLock { $0 = nil } }
    }

    private func copy() {
        connection.withLock { connection in
            guard let connection else { return }
            report { () throws(StoreFailure) in try connection.checkpoint() }
        }
        state.withLock { $0.isRunning = false }
    }

    /// A log that was not copied is still read: only damage keeps the store from being used.
    private func report(_ body: () throws(StoreFailure) -> Void) {
        do throws(StoreFailure) {
            try body()
        } catch {
            condition.meet(error.undone)
            logger.error("The write-ahead log could not be copied.", metadata: ["error": "\(error.undone)"])
        }
    }
}
