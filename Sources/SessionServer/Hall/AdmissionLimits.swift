/// How often in a minute, and at once, somebody may do what costs the server something.
package struct AdmissionLimits: Sendable, Hashable {
    /// Windows that one address opens.
    package var connects: Int
    /// Times that one address shows what is not trusted.
    package var failures: Int
    /// What one principal has made: workspaces, terminals, invitations and tickets.
    package var creations: Int

    package init(connects: Int = 6_000, failures: Int = 120, creations: Int = 600) {
        self.connects = connects
        self.failures = failures
        self.creations = creations
    }
}
