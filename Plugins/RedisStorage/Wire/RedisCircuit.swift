import NIOCore
import SessionCore
import Synchronization

/// The breaker that the lanes of one client share.
final class RedisCircuit: Sendable {
    private let breaker = Mutex(RedisBreaker())
    /// The same as the breaker's word, to be read without its lock by each call.
    private let isOpen = Atomic(false)

    /// Why calls are refused, while they are.
    var refusal: StorageError? {
        guard isOpen.load(ordering: .relaxed) else { return nil }
        return breaker.withLock { $0.refusal }
    }

    func requestAttempt() -> RedisBreaker.Permission {
        breaker.withLock { $0.requestAttempt(at: .now()) }
    }

    /// True when this closes the breaker.
    func succeeded() -> Bool {
        breaker.withLock { breaker in
            let wasOpen = breaker.isOpen
            breaker.succeeded()
            isOpen.store(false, ordering: .relaxed)
            return wasOpen
        }
    }

    func lost() {
        breaker.withLock { $0.lost() }
    }

    /// True when this opens the breaker.
    func failed(_ error: StorageError) -> Bool {
        breaker.withLock { breaker in
            let opens = breaker.failed(error)
            isOpen.store(breaker.isOpen, ordering: .relaxed)
            return opens
        }
    }
}
