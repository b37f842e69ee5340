import Synchronization

/// What a task may be answered from memory, and how old the oldest such answer was.
final class StaleAllowance: Sendable {
    private let oldest = Mutex<Duration?>(nil)

    /// The allowance of the present task; nothing where everything has to come from the store.
    @TaskLocal static var current: StaleAllowance?

    /// The age of the oldest answer that did not come from the store, or nothing when all did.
    var age: Duration? { oldest.withLock { $0 } }

    func used(_ age: Duration) {
        oldest.withLock { $0 = max($0 ?? .zero, age) }
    }
}
