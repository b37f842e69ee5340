package import Logging
import ServiceLifecycle
package import SessionCore
import Synchronization

/// Finds out whether the store really works: has it check itself, or creates, loads and ends a session of its own.
///
/// It is tried at most once in ``Limits/readinessEvery``, however many ask, and whoever asks is answered within
/// ``Limits/readinessPatience``, also when the store never answers. The tries are made by ``run()``.
package final class Readiness: Service {
    private let sessions: SessionManager
    private let logger: Logger
    private let wait: @Sendable (Duration) async throws -> Void
    private let state = Mutex(State())
    private let calls: AsyncStream<Void>
    private let call: AsyncStream<Void>.Continuation

    private struct State {
        var last: (verdict: ReadinessVerdict, at: Timestamp)?
        /// When the try that is under way began.
        var tryingSince: Timestamp?
        var lastWaiter = 0
        var waiters: [Int: Waiter] = [:]

        /// What is known without a new try.
        func verdict(at now: Timestamp) -> ReadinessVerdict? {
            if let since = tryingSince { return now.since(since) >= Limits.readinessPatience ? .late : nil }
            guard let last else { return nil }
            let age = now.since(last.at)
            // A clock that stepped back makes the verdict old, not young.
            return age >= .zero && age < Limits.readinessEvery ? last.verdict : nil
        }
    }

    private enum Waiter {
        /// Asked, and not yet waiting.
        case asking
        /// Ran out of patience before it could begin to wait.
        case gone
        case waiting(CheckedContinuation<ReadinessVerdict, Never>)
    }

    /// - Parameter wait: how to wait; a server passes `Task.sleep`.
    package init(
        _ sessions: SessionManager, logger: Logger, wait: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.sessions = sessions
        self.logger = logger
        self.wait = wait
        (calls, call) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var told = StorageHealth()
            for await _ in self.calls {
                let (verdict, health) = await Canary(sessions: self.sessions).examine()
                if let health, health != told {
                    self.tell(health, unlike: told)
                    told = health
                }
                self.finish(verdict)
            }
        }
    }

    /// Logs what the store says of itself, and each warning once until it goes away.
    private func tell(_ health: StorageHealth, unlike told: StorageHealth) {
        for warning in health.warnings where !told.warnings.contains(warning) {
            logger.warning("The store works, and warns", metadata: ["warning": "\(warning)"])
        }
        logger.debug("The store works", metadata: health.facts.mapValues { "\($0)" })
    }

    /// The verdict of a try that is not older than ``Limits/readinessEvery``.
    func verdict() async -> ReadinessVerdict {
        if let known = state.withLock({ $0.verdict(at: sessions.clock.now) }) { return known }
        guard let number = newWaiter() else { return .late }
        return await withTaskGroup(of: ReadinessVerdict?.self) { group in
            group.addTask { await self.nextVerdict(number) }
            group.addTask {
                try? await self.wait(Limits.readinessPatience)
                self.giveUp(number)
                return nil
            }
            let verdict = await group.first { $0 != nil } ?? nil
            group.cancelAll()
            return verdict ?? .late
        }
    }

    private func newWaiter() -> Int? {
        state.withLock { state in
            guard state.waiters.count < Limits.readinessWaiters else { return nil }
            state.lastWaiter += 1
            state.waiters[state.lastWaiter] = .asking
            return state.lastWaiter
        }
    }

    private func nextVerdict(_ number: Int) async -> ReadinessVerdict {
        await withCheckedContinuation { continuation in
            let (known, isFirst): (ReadinessVerdict?, Bool) = state.withLock { state in
                // Read under the lock: an instant from before the last verdict would make that look old.
                let now = sessions.clock.now
                let waiter = state.waiters.removeValue(forKey: number)
                if case .gone = waiter { return (.late, false) }
                // A try may have ended since this one asked: its verdict is young enough, and a further try too soon.
                if let known = state.verdict(at: now) { return (known, false) }
                state.waiters[number] = .waiting(continuation)
                guard state.tryingSince == nil else { return (nil, false) }
                state.tryingSince = now
                return (nil, true)
            }
            if let known { continuation.resume(returning: known) }
            if isFirst { call.yield() }
        }
    }

    private func giveUp(_ number: Int) {
        let waiter = state.withLock { state in
            let waiter = state.waiters.removeValue(forKey: number)
            // It will find out when it begins to wait.
            if case .asking = waiter { state.waiters[number] = .gone }
            return waiter
        }
        if case .waiting(let continuation) = waiter { continuation.resume(returning: .late) }
    }

    private func finish(_ verdict: ReadinessVerdict) {
        let continuations = state.withLock { state in
            state.last = (verdict, sessions.clock.now)
            state.tryingSince = nil
            var continuations: [CheckedContinuation<ReadinessVerdict, Never>] = []
            for (number, waiter) in state.waiters {
                guard case .waiting(let continuation) = waiter else { continue }
                continuations.append(continuation)
                state.waiters[number] = nil
            }
            return continuations
        }
        for continuation in continuations { continuation.resume(returning: verdict) }
    }
}
