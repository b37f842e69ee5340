/// Where it is written down who did what.
///
/// ``record(_:)`` comes on any thread, returns at once, and never fails: a log that cannot be written must not keep
/// anybody from revoking.
package protocol AuditLog: Sendable {
    func record(_ entry: AuditEntry)
}

/// The log of whoever wants none.
package struct NoAudit: AuditLog {
    package init() {}

    package func record(_ entry: AuditEntry) {}
}
