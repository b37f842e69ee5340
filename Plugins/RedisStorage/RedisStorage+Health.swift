public import SessionCore

extension RedisStorage: HealthCheckable {
    /// Writes a key of its own, reads it back and removes it; it has an end of its own should the removal fail.
    public func checkHealth(at now: Timestamp) async throws(StorageError) -> StorageHealth {
        let name = base + Array("c:\(SessionHandle.random().text)".utf8)
        let mark = FixedNumber.bytes(now)
        try await answer(
            "OK", to: .text("SET"), .bytes(name), .bytes(mark), .text("PX"), .integer(Limits.canaryMilliseconds))
        let reply = try await client.call(RedisCommand(.text("GET"), .bytes(name), isWrite: false))
        guard reply == .string(mark) else {
            throw StorageError(.corrupt, "Redis did not give back what was written into it a moment ago")
        }
        _ = try await client.call(RedisCommand(.text("DEL"), .bytes(name)))
        let facts = try await client.facts()
        return StorageHealth(facts: facts.byName, warnings: facts.warnings.map { "Redis " + $0 })
    }

    private func answer(_ word: String, to arguments: RedisArgument...) async throws(StorageError) {
        let reply = try await client.call(RedisCommand(arguments: arguments))
        if case .error(let text) = reply { throw ScriptReply.failure(text) }
        guard reply == .status(word) else { throw ScriptReply.strange }
    }
}
