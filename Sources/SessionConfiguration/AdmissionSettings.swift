/// How often something may happen in a minute, and at once; 1 or more each.
public struct AdmissionSettings: Sendable, Hashable {
    /// Windows that one address opens.
    public let connects: Int
    /// Times that one address shows what is not trusted.
    public let failures: Int
    /// What one principal has made: workspaces, terminals, invitations and tickets.
    public let creations: Int
}
