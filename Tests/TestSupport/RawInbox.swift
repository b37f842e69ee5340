import NIOCore

/// Keeps what one read of a socket brought until somebody asks for it.
final class RawInbox: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var arrived = ByteBuffer()
    private var hasEnded = false
    private var waiting: EventLoopPromise<ByteBuffer?>?
    private var timer: Scheduled<Void>?
    private var context: ChannelHandlerContext?
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    /// The next bytes, nothing at the end, or ``DeadlinePassed``. One at a time.
    func next(within amount: TimeAmount) -> EventLoopFuture<ByteBuffer?> {
        precondition(waiting == nil, "somebody is reading already")
        let promise = loop.makePromise(of: ByteBuffer?.self)
        waiting = promise
        timer = loop.assumeIsolated().scheduleTask(in: amount) {
            self.waiting = nil
            promise.fail(DeadlinePassed("bytes from the peer"))
        }
        answer()
        if waiting != nil { context?.read() }
        return promise.futureResult
    }

    private func takeArrived() -> ByteBuffer? {
        guard arrived.readableBytes > 0 else { return nil }
        defer { arrived = ByteBuffer() }
        return arrived
    }

    private func answer() {
        guard let waiting, hasEnded || arrived.readableBytes > 0 else { return }
        self.waiting = nil
        timer?.cancel()
        waiting.succeed(takeArrived())
    }

    private func end() {
        hasEnded = true
        answer()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = RawInbox.unwrapInboundIn(data)
        if arrived.readableBytes == 0 { arrived = bytes } else { arrived.writeBuffer(&bytes) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        answer()
        if waiting != nil { context.read() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end()
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { end() }
    }
}
