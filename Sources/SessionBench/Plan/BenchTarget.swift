package import SessionCore

/// A store to measure: how it is opened, and what it promises.
package struct BenchTarget: Sendable {
    /// Opens the store in a folder of its own; the second value is the part of the store that is the bench's alone.
    package typealias Open = @Sendable (String, Namespace) async throws(StorageError) -> any SessionStorage

    /// The name of the backend.
    package let backend: String
    /// What an acknowledged write survives.
    package let durability: Durability
    /// The sentence with which the backend says so.
    package let guarantee: String
    /// The server behind it, when it is a Redis.
    package let redis: RedisAddress?
    /// What a closed store is brought back from, for the time of its recovery.
    package let restart: BenchRestart
    /// Opens the store.
    package let open: Open

    /// Describes a store to measure.
    package init(
        backend: String, durability: Durability, guarantee: String, redis: RedisAddress? = nil,
        restart: BenchRestart = .open, open: @escaping Open
    ) {
        self.backend = backend
        self.durability = durability
        self.guarantee = guarantee
        self.redis = redis
        self.restart = restart
        self.open = open
    }
}
