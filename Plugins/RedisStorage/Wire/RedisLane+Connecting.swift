import Glibc
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import SessionCore
import Synchronization

extension RedisLane {
    /// Connects as soon as it may, and again after each failure until the lane is closed.
    func connect() {
        eventLoop.execute { self.tryToConnect() }
    }

    private func tryToConnect() {
        guard state.withLock({ !$0.isClosed && $0.channel == nil }) else { return }
        switch circuit.requestAttempt() {
        case .wait(let instant):
            if let refusal = circuit.refusal { losePending(refusal) }
            eventLoop.scheduleTask(deadline: instant) { self.tryToConnect() }
        case .go:
            attempt().whenComplete { result in
                if case .failure(let error) = result { self.failed(self.sentence(error)) }
            }
        }
    }

    /// The first attempt, whose failure is told and not followed by another.
    func connectOnce() -> EventLoopFuture<Void> {
        _ = circuit.requestAttempt()
        return attempt()
    }

    /// One connection, greeted, before the deadline or not at all.
    private func attempt() -> EventLoopFuture<Void> {
        let greeted = eventLoop.makePromise(of: Void.self)
        let bootstrap = ClientBootstrap(group: eventLoop)
            .connectTimeout(settings.greetingTimeout)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(
                    minimum: 4_096, initial: 16_384, maximum: Limits.readBytes)
            )
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let handler = try self.settings.tls?.handler() {
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    let handler = try RedisChannelHandler(lane: self, greeted: greeted)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    self.state.withLock { $0.latest = channel }
                }
            }
        let connecting =
            switch settings.address {
            case .tcp(let host, let port): bootstrap.connect(host: host, port: port)
            case .unix(let path): bootstrap.connect(unixDomainSocketPath: path)
            }
        connecting.cascadeFailure(to: greeted)
        // What stands when this comes is greeted already, and closing is for the attempt only.
        let deadline = eventLoop.scheduleTask(in: settings.greetingTimeout) {
            greeted.fail(self.greetingFailure("did not answer the greeting in time"))
        }
        return greeted.futureResult.always { result in
            deadline.cancel()
            if case .failure = result { connecting.whenSuccess { $0.close(promise: nil) } }
        }
    }

    /// Takes a connection that has been greeted; false when it is not wanted, since the lane has one or is closed. On the
    /// event loop.
    func stands(_ channel: any Channel) -> Bool {
        let isWanted = state.withLock { state in
            guard !state.isClosed, state.channel == nil else { return false }
            state.channel = channel
            state.latest = channel
            state.failure = nil
            state.isWriting = false
            state.backoff.connected(at: .now())
            return true
        }
        guard isWanted else { return false }
        isConnected.store(true, ordering: .relaxed)
        if circuit.succeeded() { logger.notice("Redis is back", metadata: metadata) }
        logger.debug("connected to Redis", metadata: metadata)
        flush()
        return true
    }

    /// A connection that stood is gone, or is given up since a reply is late. On the event loop.
    ///
    /// What still comes from it, until it is closed, is no news of this lane's.
    func lost(_ channel: any Channel, because reason: StorageError) {
        var lost: [CallQueue<Waiter>.Lost] = []
        let outcome = state.withLock { state -> (isClosed: Bool, pause: TimeAmount)? in
            guard state.channel === channel else { return nil }
            state.channel = nil
            // A client that is being closed still waits for the end of this one.
            if !state.isClosed { state.latest = nil }
            state.isWriting = false
            state.calls.loseSent(into: &lost)
            return (state.isClosed, state.backoff.pause(at: .now(), chance: .random(in: 0...1)))
        }
        guard let (isClosed, pause) = outcome else { return }
        isConnected.store(false, ordering: .relaxed)
        circuit.lost()
        let count = Logger.MetadataValue.stringConvertible(lost.count)
        resume(lost, reason.code, reason.message)
        guard !isClosed else { return }
        logger.warning(
            "the connection to Redis is lost",
            metadata: metadata.merging(["calls": count, "reason": .string(reason.message)]) { $1 })
        if reason.code == .timeout {
            tell(StorageError(.unavailable, "Redis does not answer in time; nothing was changed"))
        }
        again(after: pause)
    }

    private func failed(_ error: StorageError) {
        let pause = state.withLock { state -> TimeAmount? in
            guard !state.isClosed, state.channel == nil else { return nil }
            state.latest = nil
            state.failure = error.message
            return state.backoff.pause(at: .now(), chance: .random(in: 0...1))
        }
        guard let pause else { return }
        tell(StorageError(error.code, "\(error.message); nothing was changed"))
        again(after: pause)
    }

    private func tell(_ error: StorageError) {
        if circuit.failed(error) {
            logger.error(
                "Redis is down: calls are refused until it answers",
                metadata: metadata.merging(["reason": .string(error.message)]) { $1 })
        }
        if let refusal = circuit.refusal { losePending(refusal) }
    }

    private func again(after pause: TimeAmount) {
        eventLoop.scheduleTask(in: pause) { self.tryToConnect() }
        // Those who wait for the next connection have deadlines too.
        flush()
    }

    private func losePending(_ refusal: StorageError) {
        var lost: [CallQueue<Waiter>.Lost] = []
        state.withLock { $0.calls.losePending(into: &lost) }
        for call in lost { call.waiter.resume(returning: .failure(refusal)) }
    }

    /// Ends all calls and the connection, for good.
    func close() async {
        var lost: [CallQueue<Waiter>.Lost] = []
        let channel = state.withLock { state in
            state.isClosed = true
            state.calls.losePending(into: &lost)
            return state.latest
        }
        resume(lost, .unavailable, "the Redis client is closed")
        try? await channel?.close()
        // What the event loop has begun before this is finished after it.
        try? await eventLoop.submit {}.get()
    }

    /// Where it is, and never who or with what password.
    private var metadata: Logger.Metadata {
        ["address": .string(settings.address.description), "connection": .stringConvertible(number)]
    }

    /// The error for a server that took the connection and then said nothing.
    func greetingFailure(_ what: String) -> StorageError {
        let hint = settings.tls == nil ? "is for TLS, use rediss://" : "is not for TLS, use redis://"
        return StorageError(.unavailable, "Redis at \(settings.address) \(what); if its port \(hint)")
    }

    /// What an error of the connection means.
    func sentence(_ error: any Error) -> StorageError {
        if let error = error as? StorageError { return error }
        let address = settings.address.description
        if let problem = RedisTLS.misconfiguration(error) {
            return StorageError(.misconfigured, "the TLS connection to Redis at \(address) failed: \(problem)")
        }
        if error is NIOConnectionError || error is ChannelError || error is IOError {
            return StorageError(.unavailable, "Redis at \(address) cannot be reached: \(RedisLane.reason(of: error))")
        }
        return StorageError(.unavailable, "the connection to Redis at \(address) failed")
    }

    /// What the system says of a connection that was not made or broke, in its words.
    private static func reason(of error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as NIOConnectionError:
            if let first = error.connectionErrors.first {
                reason(of: first.error)
            } else {
                "no address is known for \(error.host)"
            }
        case ChannelError.connectTimeout: "no answer in time"
        default: "the connection was closed"
        }
    }
}
