import NIOCore
import SessionCore

/// One connection on its event loop: greets the server, then hands each reply to the lane.
final class RedisChannelHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        /// How many answers to the greeting have come.
        case greeting(answers: Int)
        case standing
        case ended
    }

    private let lane: RedisLane
    private let greeted: EventLoopPromise<Void>
    private var reader: RedisReplyReader
    private var phase = Phase.greeting(answers: 0)
    private var isActive = false
    private var replies: [RedisReply] = []
    private var waiters: [RedisLane.Waiter?] = []

    init(lane: RedisLane, greeted: EventLoopPromise<Void>) throws(RedisProtocolError) {
        self.lane = lane
        self.greeted = greeted
        reader = try RedisReplyReader()
    }

    /// Whether there is a connection on which nothing has ever come.
    private var isUnanswered: Bool {
        guard isActive, case .greeting(answers: 0) = phase else { return false }
        return true
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // An attempt that is over does not stand any more, though its channel takes a while to close.
        greeted.futureResult.assumeIsolated().whenFailure { _ in self.phase = .ended }
    }

    func channelActive(context: ChannelHandlerContext) {
        isActive = true
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: lane.greeting.bytes)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .ended = phase { return }
        let bytes = unwrapInboundIn(data)
        do throws(RedisProtocolError) {
            try bytes.withUnsafeReadableBytes { bytes throws(RedisProtocolError) in try reader.feed(bytes) }
            while let reply = try reader.next() { replies.append(reply) }
            try take(context)
        } catch {
            end(context, because: sentence(error))
        }
        replies.removeAll(keepingCapacity: true)
    }

    private func take(_ context: ChannelHandlerContext) throws(RedisProtocolError) {
        guard !replies.isEmpty else { return }
        if case .greeting(let answers) = phase {
            guard answers + replies.count <= lane.greeting.count else { throw .unasked }
            for (index, reply) in replies.enumerated() {
                guard let failure = lane.greeting.failure(reply, at: answers + index) else { continue }
                return end(context, because: failure)
            }
            phase = .greeting(answers: answers + replies.count)
            guard answers + replies.count == lane.greeting.count else { return }
            phase = .standing
            guard lane.stands(context.channel) else {
                phase = .greeting(answers: lane.greeting.count)
                return end(
                    context, because: StorageError(.unavailable, "the connection to Redis is no longer needed"))
            }
            greeted.succeed()
            return
        }
        try lane.deliver(replies, from: context.channel, waiters: &waiters)
    }

    private func sentence(_ error: RedisProtocolError) -> StorageError {
        let isGreeting = if case .greeting = phase { true } else { false }
        return switch error {
        case .unreadable where isGreeting:
            StorageError(.misconfigured, "what answers at the address of Redis does not speak its protocol")
        case .unreadable: StorageError(.unavailable, "Redis sent what is no reply")
        case .tooLarge: StorageError(.unavailable, "Redis sent a reply that is too large")
        case .unasked: StorageError(.unavailable, "Redis sent a reply that nobody had asked for")
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let sentence = lane.sentence(error)
        let isSilence = sentence.code == .unavailable && isUnanswered
        end(context, because: isSilence ? lane.greetingFailure("closed the connection before it answered") : sentence)
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(
            context,
            because: isUnanswered
                ? lane.greetingFailure("closed the connection before it answered")
                : StorageError(.unavailable, "Redis closed the connection"))
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish(context, because: StorageError(.unavailable, "Redis at \(lane.settings.address) cannot be reached"))
    }

    /// Whatever comes after this is not looked at.
    private func end(_ context: ChannelHandlerContext, because failure: StorageError) {
        finish(context, because: failure)
        context.close(promise: nil)
    }

    private func finish(_ context: ChannelHandlerContext, because failure: StorageError) {
        switch phase {
        case .greeting: greeted.fail(failure)
        case .standing: lane.lost(context.channel, because: failure)
        case .ended: return
        }
        phase = .ended
    }
}
