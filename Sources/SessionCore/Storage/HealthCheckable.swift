/// A store that can say whether it works, by working.
///
/// ## What a backend with this ability promises
/// 1. ``checkHealth(at:)`` returns only after something of its own was written, read back and removed in the way sessions
///    are, on the very medium; it leaves nothing behind and touches no session.
/// 2. It throws what a write would throw. A store that found damage it cannot serve from goes on throwing `corrupt`.
public protocol HealthCheckable: SessionStorage {
    /// Makes a round trip through the store. Promises 1 and 2.
    func checkHealth(at now: Timestamp) async throws(StorageError) -> StorageHealth
}

/// What a store that works has to say of itself.
public struct StorageHealth: Sendable, Hashable {
    /// What an operator may want to know, by name: versions, sizes, the persistence of a service. Never a secret.
    public var facts: [String: String]
    /// What works today and puts sessions at risk, a sentence each, with what to do.
    public var warnings: [String]

    /// Describes the state of a store.
    public init(facts: [String: String] = [:], warnings: [String] = []) {
        self.facts = facts
        self.warnings = warnings
    }
}
