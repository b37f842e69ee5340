import SessionCore
import Synchronization

/// Whether the store may still be asked: every call looks here first.
final class Condition: Sendable {
    private let refusal = Mutex<StorageError?>(nil)
    private let isRefusing = Atomic(false)

    /// Throws why no call is answered any more: it was closed, or found damage.
    func check() throws(StorageError) {
        guard isRefusing.load(ordering: .acquiring) else { return }
        if let error = refusal.withLock({ $0 }) { throw error }
    }

    /// Looks at what a call failed with, and remembers damage: from then on nothing is served.
    func meet(_ error: StorageError) {
        guard error.code == .corrupt else { return }
        refusal.withLock { $0 = $0 ?? error }
        isRefusing.store(true, ordering: .releasing)
    }

    /// The store is closed; says whether it was already.
    func close() -> Bool {
        let wasClosed = refusal.withLock { refusal in
            defer { refusal = StorageError(.unavailable, "the sessions' database is closed") }
            return refusal?.code == .unavailable
        }
        isRefusing.store(true, ordering: .releasing)
        return wasClosed
    }
}
