import Logging
import NIOCore
import NIOHTTP1

/// Stands between the HTTP codec and the HTTP server, and lets everything pass but requests for the WebSocket's path.
///
/// Any request of a connection may be that request, not only the first, as proxies keep connections. It waits until the
/// ones before it are answered. Then it is refused, or the codec is replaced by a WebSocket, and what stands behind the
/// gate sleeps until the connection is closed.
final class UpgradeGate: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Phase {
        case passing
        case waiting(HTTPRequestHead, UpgradeHandshake, isComplete: Bool)
        case deciding(HTTPRequestHead)
        case upgraded
        case ending
    }

    private let doors: [any WebSocketUpgrade]
    private let connection: String
    private let settings: WebSocketSettings
    private let asked: EventLoopPromise<UpgradeRequest?>
    private var phase = Phase.passing
    private var context: ChannelHandlerContext?
    private var unanswered = 0
    /// A request asked for a protocol nobody here speaks: the decoder will not go on after it.
    private var isLast = false
    private var isMuted = false
    private var owesRead = false

    /// - Parameters:
    ///   - connection: the id of the connection.
    ///   - asked: gets the one request that is to be decided on, or nothing once there cannot be one any more.
    init(
        doors: [any WebSocketUpgrade], connection: String, settings: WebSocketSettings,
        asked: EventLoopPromise<UpgradeRequest?>
    ) {
        self.doors = doors
        self.connection = connection
        self.settings = settings
        self.asked = asked
    }

    // MARK: The answer

    /// Does what was decided on. The result says whether the session given has a socket now.
    func carryOut(_ decision: UpgradeDecision, _ logger: Logger) -> EventLoopFuture<Bool> {
        guard case .deciding(let head) = phase, let context, context.channel.isActive else {
            return asked.futureResult.eventLoop.makeSucceededFuture(false)
        }
        switch decision {
        case .refuse(let refusal):
            refuse(refusal, context)
            return context.eventLoop.makeSucceededFuture(false)
        case .accept(let session, let subprotocol):
            let handler = WebSocketHandler(
                session: session, settings: settings, at: context.eventLoop.now, logger: logger)
            let pipeline = UpgradePipeline(context: context, settings: settings)
            return pipeline.becomeWebSocket(handler, answering: head, subprotocol: subprotocol).map {
                self.phase = .upgraded
                handler.open(id: self.connection)
                self.unmute(context)
                return true
            }.nonisolated()
        }
    }

    /// Closes without a word, because the server's task was cancelled.
    func abandon() {
        guard case .upgraded = phase else { return }
        context?.close(promise: nil)
    }

    private func refuse(_ refusal: UpgradeRefusal, _ context: ChannelHandlerContext) {
        var head = HTTPResponseHead(version: .http1_1, status: refusal.status)
        for (name, value) in refusal.headers.sorted(by: { $0.key < $1.key }) {
            head.headers.add(name: name, value: value)
        }
        head.headers.replaceOrAdd(name: "content-type", value: "application/json")
        head.headers.replaceOrAdd(name: "content-length", value: String(refusal.body.readableBytes))
        head.headers.replaceOrAdd(
            name: "connection", value: refusal.headers["upgrade"] == nil ? "close" : "close, upgrade")
        context.write(UpgradeGate.wrapOutboundOut(.head(head)), promise: nil)
        context.write(UpgradeGate.wrapOutboundOut(.body(.byteBuffer(refusal.body))), promise: nil)
        context.write(UpgradeGate.wrapOutboundOut(.end(nil)), promise: nil)
        end(context)
    }

    /// Sends what there is and waits for the peer to hang up. Closing at once would let the kernel throw the answer
    /// away as soon as the peer sends another byte.
    private func end(_ context: ChannelHandlerContext) {
        phase = .ending
        asked.succeed(nil)
        context.flush()
        context.close(mode: .output, promise: nil)
        // Without it, bytes that come now are dropped; with it, they would be kept.
        _ = UpgradePipeline(context: context, settings: settings).removeDecoder()
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(settings.refusalPatience)) {
            context.close(promise: nil)
        }
        unmute(context)
    }

    private func unmute(_ context: ChannelHandlerContext) {
        isMuted = false
        guard owesRead else { return }
        owesRead = false
        context.read()
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch phase {
        case .passing: pass(data, context)
        case .waiting(let head, let handshake, _):
            guard case .end = UpgradeGate.unwrapInboundIn(data) else { return }
            phase = .waiting(head, handshake, isComplete: true)
            proceed(context)
        // Without a decoder these may be bytes instead of parts; nobody looks.
        case .deciding, .upgraded, .ending: return
        }
    }

    private func pass(_ data: NIOAny, _ context: ChannelHandlerContext) {
        switch UpgradeGate.unwrapInboundIn(data) {
        case .head(let head):
            if doors.contains(where: { UpgradeHandshake.isFor($0, head) }) {
                let address = context.remoteAddress?.ipAddress ?? ""
                let handshake = UpgradeHandshake(head, connection: connection, remoteAddress: address)
                phase = .waiting(head, handshake, isComplete: false)
                return proceed(context)
            }
            unanswered += 1
            if head.method == .CONNECT || head.headers.contains(name: "upgrade") { isLast = true }
        case .body: break
        case .end: isMuted = isLast
        }
        context.fireChannelRead(data)
    }

    private func proceed(_ context: ChannelHandlerContext) {
        guard case .waiting(let head, let handshake, let isComplete) = phase, unanswered == 0 else { return }
        switch handshake {
        case .refuse(let refusal): refuse(refusal, context)
        case .ask(let request):
            guard isComplete else { return }
            phase = .deciding(head)
            isMuted = true
            asked.succeed(request)
        }
    }

    // MARK: Responses

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard isOpenForHTTP else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        switch UpgradeGate.unwrapOutboundIn(data) {
        case .head(var head) where isLast:
            head.headers.replaceOrAdd(name: "connection", value: "close")
            context.write(UpgradeGate.wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            context.write(data, promise: promise)
            unanswered = max(0, unanswered - 1)
            guard unanswered == 0 else { return }
            if isLast { end(context) } else { proceed(context) }
        case .head, .body: context.write(data, promise: promise)
        }
    }

    func flush(context: ChannelHandlerContext) {
        if isOpenForHTTP { context.flush() }
    }

    func read(context: ChannelHandlerContext) {
        if isMuted {
            owesRead = true
        } else {
            context.read()
        }
    }

    /// What sleeps behind the gate has timers and is told to shut down; none of that concerns a WebSocket.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch phase {
        case .passing, .waiting, .deciding: context.close(mode: mode, promise: promise)
        case .upgraded, .ending: promise?.succeed()
        }
    }

    private var isOpenForHTTP: Bool {
        switch phase {
        case .passing, .waiting: true
        case .deciding, .upgraded, .ending: false
        }
    }

    // MARK: The channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        asked.succeed(nil)
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        asked.succeed(nil)
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch (event, phase) {
        case (ChannelEvent.inputClosed, .deciding), (ChannelEvent.inputClosed, .ending): context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }
}
