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

    /// A command that changes nothing and that replicas are told of in any case, sent before ``command`` on its connection.
    ///
    /// From 7.2 on the server waits for the last command of the connection that replicas were told of, and a write that
    /// finds its change made already, on another connection, is none. The word goes to whoever listens: nobody.
    func mark(below prefix: String) -> RedisCommand {
        RedisCommand(.text("PUBLISH"), .bytes(Array("\(prefix)wait".utf8)), .bytes([]), isWrite: false)
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
