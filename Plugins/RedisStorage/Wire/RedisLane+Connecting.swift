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
        guard !state.withLock({ $0.isClosed }) else { return }
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

    /// A connection stands. On the event loop.
    func stands(_ channel: any Channel) {
        let isClosed = state.withLock { state in
            guard !state.isClosed else { return true }
            state.channel = channel
            state.isWriting = false
            state.isLate = false
            state.backoff.connected(at: .now())
            return false
        }
        guard !isClosed else { return channel.close(promise: nil) }
        isConnected.store(true, ordering: .relaxed)
        if circuit.succeeded() { logger.notice("Redis is back", metadata: metadata) }
        logger.debug("connected to Redis", metadata: metadata)
        flush()
    }

    /// A connection that stood is gone. On the event loop.
    func lost(because reason: StorageError) {
        var lost: [CallQueue<Waiter>.Lost] = []
        isConnected.store(false, ordering: .relaxed)
        circuit.lost()
        let (isClosed, isLate, pause) = state.withLock { state in
            state.channel = nil
            state.latest = nil
            state.isWriting = false
            state.calls.loseSent(into: &lost)
            let pause = state.backoff.pause(at: .now(), chance: .random(in: 0...1))
            return (state.isClosed, state.isLate, pause)
        }
        let count = Logger.MetadataValue.stringConvertible(lost.count)
        if isLate {
            resume(lost, .timeout, "Redis did not answer in time")
        } else {
            resume(lost, .unavailable, reason.message)
        }
        guard !isClosed else { return }
        logger.warning(
            "the connection to Redis is lost",
            metadata: metadata.merging([
                "calls": count, "reason": .string(isLate ? "a reply is late" : reason.message),
            ]) { $1 })
        if isLate { tell(StorageError(.unavailable, "Redis does not answer in time; nothing was changed")) }
        again(after: pause)
    }

    private func failed(_ error: StorageError) {
        let (isClosed, pause) = state.withLock { state in
            state.latest = nil
            return (state.isClosed, state.backoff.pause(at: .now(), chance: .random(in: 0...1)))
        }
        guard !isClosed else { return }
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
            return StorageError(.unavailable, "Redis at \(address) cannot be reached")
        }
        return StorageError(.unavailable, "the connection to Redis at \(address) failed")
    }
}
