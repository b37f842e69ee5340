/// Through what the calls of a measurement go.
package enum BenchPath: String, Sendable, Hashable, Codable, CaseIterable {
    /// The session manager, as a server uses it: tokens are hashed, uses are throttled, observers are told.
    case manager
    /// The bare store: what the manager adds is the difference.
    case storage
}
