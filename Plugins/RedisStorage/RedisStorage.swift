import Logging
public import SessionCore
import Synchronization

/// Sessions in a Redis server, which any number of processes may share.
///
/// Each verb is one step in the server; a load that needs no rotation followed is one plain command. Sessions are judged
/// by their stored deadlines and the instant of the call; the server's own expiry only makes room, later than any sweep.
public final class RedisStorage: SessionStorage {
    let client: RedisClient
    let logger: Logger
    /// The prefix of every key of the namespace, `prefix{namespace}:`, as the first argument of every script.
    let base: [UInt8]
    /// The prefix of the key of a session.
    let sessionBase: [UInt8]
    /// The key of the generation of epochs.
    let generationKey: RedisArgument
    let epochs = Mutex(KnownEpochs())

    /// - Parameter prefix: without `{` and `}`, which would move the hash tag.
    init(client: RedisClient, prefix: String, namespace: Namespace, logger: Logger) {
        self.client = client
        self.logger = logger
        base = Array("\(prefix){\(namespace.text)}:".utf8)
        sessionBase = base + Array("s:".utf8)
        generationKey = .bytes(base + [UInt8(ascii: "g")])
    }

    /// Runs a script about a key, with the prefix as its first argument and the key as its second.
    func run(
        _ script: RedisScript, _ key: SessionKey, _ arguments: [RedisArgument]
    ) async throws(StorageError) -> ScriptReply {
        try ScriptReply(
            await client.run(
                script, keys: [.keyed(sessionBase, key)], arguments: [.bytes(base), .key(key)] + arguments))
    }

    /// Runs a script about another key of the namespace, with the prefix as its first argument.
    func run(
        _ script: RedisScript, on name: String, _ arguments: [RedisArgument]
    ) async throws(StorageError) -> RedisReply {
        let reply = try await client.run(
            script, keys: [.bytes(base + Array(name.utf8))], arguments: [.bytes(base)] + arguments)
        if case .error(let text) = reply { throw ScriptReply.failure(text) }
        return reply
    }
}

extension RedisStorage: ClosableStorage {
    public func close() async throws(StorageError) {
        await client.close()
    }
}
