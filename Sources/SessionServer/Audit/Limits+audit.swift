extension Limits {
    /// Entries of the audit log that wait to be written; more are counted, and the count is written.
    package static let auditEntries = 16_384
    /// Bytes of one text in an entry of the audit log.
    package static let auditTextBytes = 512
    /// How long a window's refused frames of one kind are counted before they are written again.
    package static let refusalsEvery: Duration = .seconds(1)
}
