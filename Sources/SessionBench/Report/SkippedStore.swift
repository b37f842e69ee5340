/// A store that was asked for and not measured, because it cannot keep the promise that was asked of it.
package struct SkippedStore: Sendable, Codable, Hashable {
    /// The name of the backend.
    package var backend: String
    /// What an acknowledged write was to survive.
    package var durability: String
    /// What the store said.
    package var reason: String
}
