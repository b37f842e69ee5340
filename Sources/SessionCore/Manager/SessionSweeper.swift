public import Logging
public import ServiceLifecycle

/// Makes room in a store at intervals, for as long as the service group runs.
public struct SessionSweeper: Service {
    private let sessions: SessionManager
    private let interval: Duration
    private let logger: Logger
    private let wait: @Sendable (Duration) async throws -> Void

    /// Makes a sweeper.
    ///
    /// - Parameter wait: how to wait; a server passes `Task.sleep`, a test what it steers itself.
    public init(
        sessions: SessionManager,
        every interval: Duration,
        logger: Logger,
        wait: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.sessions = sessions
        self.interval = interval
        self.logger = logger
        self.wait = wait
    }

    /// Sweeps until the service group shuts down. A store that fails is logged and tried again at the next turn.
    public func run() async throws {
        guard let storage = sessions.storage as? any Sweepable else { return }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await wait(interval)
                } catch {
                    return
                }
                await sweep(storage)
            }
        }
    }

    /// Sweeps in batches until nothing is due.
    private func sweep(_ storage: any Sweepable) async {
        do {
            var total = 0
            while !Task.isCancelled {
                let count = try await storage.sweep(limit: Limits.sweepRecords, at: sessions.clock.now)
                total += count
                if count == 0 { break }
            }
            if total > 0 { logger.debug("Swept ended sessions", metadata: ["count": "\(total)"]) }
        } catch {
            logger.warning("The store could not be swept", metadata: ["error": "\(error)"])
        }
    }
}
