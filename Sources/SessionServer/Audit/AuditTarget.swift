/// Where the lines of the audit log go.
package enum AuditTarget: Sendable, Hashable {
    /// To the end of a file, which is made with mode 0600 where there is none.
    case file(String)
    /// To the standard output of the server.
    case standardOutput
}
