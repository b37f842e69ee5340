import SessionCore

extension RedisClient {
    /// Asks the server about itself. A user who may not ask gets fewer facts, not an error.
    func facts() async throws(StorageError) -> RedisServerFacts {
        var facts = RedisServerFacts()
        if case .string(let bytes)? = try await answer(.text("INFO")) {
            facts.read(info: String(decoding: bytes, as: UTF8.self))
        }
        // One by one: servers before 7 take one name a call.
        for name in ["appendfsync", "save"] {
            guard case .array(let pair)? = try await answer(.text("CONFIG"), .text("GET"), .text(name)),
                pair.count == 2,
                case .string(let value) = pair[1]
            else { continue }
            facts.read(setting: name, value: String(decoding: value, as: UTF8.self))
        }
        return facts
    }

    /// The answer to a question, or nothing when it is not for us or not known there.
    private func answer(_ arguments: RedisArgument...) async throws(StorageError) -> RedisReply? {
        try await answer(RedisCommand(arguments: arguments, isWrite: false))
    }

    /// The answer to a question, or nothing when it is not for us.
    func answer(_ question: RedisCommand) async throws(StorageError) -> RedisReply? {
        do {
            return try await call(question)
        } catch  where error.code == .misconfigured {
            return nil
        }
    }
}
