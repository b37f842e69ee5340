import Logging
import NIOCore
import NIOWebSocket

/// One WebSocket on its event loop: does what ``MessageAssembly`` and ``Liveness`` decide.
///
/// It stands between the frame codec and the ``UpgradeGate``, behind which the HTTP handlers of the connection sleep.
final class WebSocketHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = Never
    typealias OutboundOut = WebSocketFrame

    private enum Phase {
        case unopened, open, closing, closed
    }

    private let settings: WebSocketSettings
    private let logger: Logger
    private var session: (any WebSocketSession)?
    private var assembly: MessageAssembly
    private var liveness: Liveness
    private var phase = Phase.unopened
    private var context: ChannelHandlerContext?
    private var timer: Scheduled<Void>?
    private var owesFlush = false
    private var owesWritable = false
    private var isPaused = false
    private var owesRead = false

    init(session: any WebSocketSession, settings: WebSocketSettings, at now: NIODeadline, logger: Logger) {
        self.session = session
        self.settings = settings
        self.logger = logger
        assembly = MessageAssembly(settings, takesText: session is any TextWebSocketSession)
        liveness = Liveness(interval: settings.pingInterval, patience: settings.pongPatience, at: now)
    }

    /// Tells the session that its socket is there. Once, after the handler is in the pipeline.
    func open(id: String) {
        guard phase == .unopened, let context else { return }
        phase = .open
        arm(at: context.eventLoop.now + TimeAmount(settings.pingInterval), context)
        session?.opened(WebSocketConnection(id: id, channel: context.channel, handler: self))
    }

    // MARK: From the session

    func send(_ message: ByteBuffer, as opcode: WebSocketOpcode = .binary) {
        guard phase == .open, let context else { return }
        write(opcode, message, context)
        guard !context.channel.isWritable else { return }
        let unsent = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
        guard let unsent, unsent > settings.unsentBytes else { return }
        logger.warning("A socket was cut because too much waits to be sent")
        cut(context)
    }

    func flush() {
        context?.flush()
    }

    func pauseReading() {
        guard phase == .open else { return }
        isPaused = true
    }

    func resumeReading() {
        isPaused = false
        guard owesRead else { return }
        owesRead = false
        context?.read()
    }

    func startClosing(_ code: WebSocketCloseCode, _ reason: String) {
        guard phase == .open, let context else { return }
        phase = .closing
        write(.connectionClose, ClosePayload(code: code, reason: reason).bytes, context)
        context.flush()
        armClosing(context)
        resumeReading()
    }

    // MARK: From the peer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = WebSocketHandler.unwrapInboundIn(data)
        guard phase == .open || phase == .closing else { return }
        liveness.heard(at: context.eventLoop.now)
        do {
            switch try assembly.receive(frame) {
            case .none: break
            case .deliver(let message) where phase == .open: session?.received(message)
            case .deliverText(let text) where phase == .open:
                (session as? any TextWebSocketSession)?.received(text: text)
            case .pong(let payload) where phase == .open: answerPing(payload, context)
            case .close(let payload): peerCloses(payload, context)
            case .deliver, .deliverText, .pong: break
            }
        } catch {
            fail(error)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength: fail(MessageAssembly.tooLarge)
        case is NIOWebSocketError: fail(Violation(.protocolError, "a control frame that is long or fragmented"))
        // The rest of what a peer sent after the decoder gave it up.
        case is ByteToMessageDecoderError: break
        default: context.close(promise: nil)
        }
    }

    private func fail(_ violation: Violation) {
        guard phase == .open else { return }
        logger.debug(
            "A peer broke the WebSocket protocol",
            metadata: ["code": "\(violation.code.rawValue)", "reason": "\(violation.reason)"])
        startClosing(violation.code, violation.reason)
    }

    /// A peer that pings and does not read gets no more answers than fit.
    private func answerPing(_ payload: ByteBuffer, _ context: ChannelHandlerContext) {
        guard context.channel.isWritable else { return }
        write(.pong, payload, context)
        owesFlush = true
    }

    private func peerCloses(_ payload: ClosePayload, _ context: ChannelHandlerContext) {
        guard phase == .open else {
            context.close(promise: nil)
            return
        }
        phase = .closing
        armClosing(context)
        let frame = WebSocketFrame(
            fin: true, opcode: .connectionClose, data: ClosePayload(code: payload.code).bytes)
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        context.writeAndFlush(WebSocketHandler.wrapOutboundOut(frame), promise: sent)
    }

    // MARK: From the channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish(context)
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(context)
        context.fireChannelInactive()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if owesFlush {
            owesFlush = false
            context.flush()
        }
        context.fireChannelReadComplete()
    }

    /// The session is told later, so that its own flush never calls it back.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable, !owesWritable else { return }
        owesWritable = true
        context.eventLoop.assumeIsolated().execute {
            self.owesWritable = false
            guard self.phase == .open, context.channel.isWritable else { return }
            self.session?.becameWritable()
        }
    }

    func read(context: ChannelHandlerContext) {
        if isPaused {
            owesRead = true
        } else {
            context.read()
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: startClosing(.goingAway, "the server is going away")
        case ChannelEvent.inputClosed: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: Time and the end

    private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, data: data)
        context.write(WebSocketHandler.wrapOutboundOut(frame), promise: nil)
    }

    private func arm(at deadline: NIODeadline, _ context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.timerFired(context) }
    }

    private func timerFired(_ context: ChannelHandlerContext) {
        guard phase == .open else { return }
        switch liveness.timerFired(at: context.eventLoop.now) {
        case .wait(let deadline): arm(at: deadline, context)
        case .ping(let deadline):
            write(.ping, ByteBuffer(), context)
            context.flush()
            arm(at: deadline, context)
        case .giveUp: startClosing(.silent, "no sign of life")
        }
    }

    private func armClosing(_ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(settings.closePatience)) {
            context.close(promise: nil)
        }
    }

    /// Closes without a word, and not while the session is calling.
    private func cut(_ context: ChannelHandlerContext) {
        phase = .closing
        context.eventLoop.assumeIsolated().execute { context.close(promise: nil) }
    }

    private func finish(_ context: ChannelHandlerContext) {
        guard phase != .closed else { return }
        let wasOpened = phase != .unopened
        phase = .closed
        timer?.cancel()
        timer = nil
        guard let session else { return }
        self.session = nil
        guard wasOpened else { return }
        // Later, because a write that fails ends the channel while the session is still in its call.
        context.eventLoop.execute { session.closed() }
    }
}
