import SessionCore

/// How many replicas must have a write before its caller hears of it, and how long that may take.
struct RedisReplication: Sendable {
    /// At least 1.
    let replicas: Int
    /// How long the server waits for them.
    let milliseconds: Int64

    /// The command whose reply tells how many replicas have all that the connection wrote before.
    var command: RedisCommand {
        RedisCommand(.text("WAIT"), .integer(Int64(replicas)), .integer(milliseconds), isWrite: false)
    }

    /// What a write ends with when not enough replicas have it; nothing when they do.
    func shortfall(_ reply: RedisReply) -> StorageError? {
        let count: Int64
        switch reply {
        case .integer(let number) where number >= replicas: return nil
        case .integer(let number): count = number
        default: count = 0
        }
        return StorageError(
            .unknown,
            "Redis carried the call out, but \(count) of \(replicas) replicas had it within \(milliseconds) ms, and a "
                + "failover may lose it; look at the replicas, or at the settings redis.wait-replicas and wait-timeout")
    }
}
