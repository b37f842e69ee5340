import SessionServer
import Synchronization

/// An audit log that a test can read.
final class SeenAudit: AuditLog {
    private let kept = Mutex<[AuditEntry]>([])

    var entries: [AuditEntry] { kept.withLock { $0 } }

    func record(_ entry: AuditEntry) { kept.withLock { $0.append(entry) } }

    /// The acts and outcomes so far, as `revoke done`.
    var words: [String] { entries.map { "\($0.act.rawValue) \($0.outcome)" } }
}
