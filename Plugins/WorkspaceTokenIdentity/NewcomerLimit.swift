import SessionCore
import Synchronization

/// How many workspaces are made for tokens that nobody has shown before.
final class NewcomerLimit: Sendable {
    private let bucket = Mutex(
        AdmissionBucket(capacity: Limits.newcomers, perSecond: Limits.newcomersPerSecond))

    /// Whether one more may be made.
    func admits(at now: Timestamp) -> Bool {
        bucket.withLock { $0.take(at: now) }
    }
}
