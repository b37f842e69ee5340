import Logging
import NIOCore
import NIOPosix
import SessionCore
import Synchronization

/// A few connections to one server, on which the commands of many callers travel together.
///
/// A call ends with its own reply or an error, within the setting `timeout` and a little: there is one deadline for
/// waiting in line, for the way there and for the way back.
final class RedisClient: Sendable {
    private let settings: RedisSettings
    let lanes: [RedisLane]
    /// Which of the lanes take writes, and which take reads.
    private let writing: Range<Int>
    private let reading: Range<Int>
    let circuit: RedisCircuit
    private let calls = Atomic<UInt64>(0)

    private init(_ settings: RedisSettings, logger: Logger) {
        let circuit = RedisCircuit()
        let greeting = RedisGreeting(settings)
        self.settings = settings
        self.circuit = circuit
        writing = 0..<settings.connections
        // A read does not stand behind writes that wait for replicas.
        reading = settings.replication == nil ? writing : settings.connections..<2 * settings.connections
        lanes = (0..<reading.upperBound).map { number in
            RedisLane(
                number: number, eventLoop: MultiThreadedEventLoopGroup.singleton.next(), settings: settings,
                greeting: greeting, circuit: circuit, logger: logger)
        }
    }

    /// Returns when the first connection stands; throws what is wrong when it cannot be made.
    static func connect(_ settings: RedisSettings, logger: Logger) async throws(StorageError) -> RedisClient {
        let client = RedisClient(settings, logger: logger)
        guard let first = client.lanes.first else {
            throw StorageError(.misconfigured, "the setting redis.connections must be at least 1")
        }
        do {
            try await first.connectOnce().get()
        } catch {
            await client.close()
            throw first.sentence(error)
        }
        for lane in client.lanes.dropFirst() { lane.connect() }
        return client
    }

    /// Sends a command and gives its own reply.
    ///
    /// Errors of the server that are no answer are thrown (``RedisServerError``). A write that was on its way when the
    /// connection was lost, or a script that broke off midway, throws `unknown`; what was not sent, and any read, `timeout` or `unavailable`.
    ///
    /// - Parameter isPatient: whether a caller who is cancelled waits for what became of the command all the same.
    func call(_ command: RedisCommand, isPatient: Bool = false) async throws(StorageError) -> RedisReply {
        if let refusal = circuit.refusal { throw refusal }
        guard !Task.isCancelled else {
            throw CallFate.neverSent.error(.unavailable, "the call to Redis was cancelled")
        }
        let id = calls.add(1, ordering: .relaxed).newValue
        let lane = lane(for: id, isWrite: command.isWrite)
        let deadline = NIODeadline.now() + settings.timeout
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { waiter in
                lane.enqueue(command, id: id, deadline: deadline, waiter: waiter)
            }
        } onCancel: {
            if !isPatient { lane.giveUp(id) }
        }
        let reply = try result.get()
        if case .error(let text) = reply {
            if command.isWrite, let error = RedisServerError.midway(text) { throw error }
            if let error = RedisServerError.named(text) { throw error }
        }
        return reply
    }

    /// Runs a script as one step. One that writes and is on its way still happens: a cancelled caller waits for it, as long
    /// as the timeout lets it.
    ///
    /// A server that does not know the script has not run it, and is then given its text.
    func run(
        _ script: RedisScript, keys: [RedisArgument] = [], arguments: [RedisArgument] = []
    ) async throws(StorageError) -> RedisReply {
        let reply = try await call(
            RedisCommand(
                "EVALSHA", script: script.digest, keys: keys, arguments: arguments, isWrite: script.isWrite),
            isPatient: script.isWrite)
        guard case .error(let text) = reply, text.hasPrefix("NOSCRIPT") else { return reply }
        return try await call(
            RedisCommand(
                "EVAL", script: Array(script.source.utf8), keys: keys, arguments: arguments,
                isWrite: script.isWrite),
            isPatient: script.isWrite)
    }

    /// Ends all calls and connections.
    func close() async {
        for lane in lanes { await lane.close() }
    }

    /// In turn, and past those without a connection.
    private func lane(for id: UInt64, isWrite: Bool) -> RedisLane {
        let own = isWrite ? writing : reading
        let start = Int(truncatingIfNeeded: id % UInt64(own.count))
        for offset in 0..<own.count {
            let lane = lanes[own.lowerBound + (start + offset) % own.count]
            if lane.isConnected.load(ordering: .relaxed) { return lane }
        }
        // Better behind writes than without a connection.
        let other = isWrite ? nil : lanes.first { $0.isConnected.load(ordering: .relaxed) }
        return other ?? lanes[own.lowerBound + start]
    }
}
