import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Rebuilds a connection's pipeline when HTTP ends and a WebSocket begins.
struct UpgradePipeline {
    private let gate: ChannelHandlerContext
    private let settings: WebSocketSettings

    /// - Parameter context: the gate's; what comes before it is replaced.
    init(context: ChannelHandlerContext, settings: WebSocketSettings) {
        gate = context
        self.settings = settings
    }

    /// Answers 101 and puts the WebSocket where HTTP was. The gate reads nothing meanwhile, so no byte is lost.
    func becomeWebSocket(
        _ handler: WebSocketHandler, answering head: HTTPRequestHead, subprotocol: String?
    ) -> EventLoopFuture<Void>.Isolated {
        removeDecoder().assumeIsolated().flatMap {
            acceptHeaders(answering: head, subprotocol: subprotocol)
        }.flatMap { headers in
            let answer = HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
            gate.write(UpgradeGate.wrapOutboundOut(.head(answer)), promise: nil)
            gate.writeAndFlush(UpgradeGate.wrapOutboundOut(.end(nil)), promise: nil)
            return remove(HTTPResponseEncoder.self)
        }.flatMapThrowing {
            let decoder = ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: settings.messageBytes))
            let handlers: [any ChannelHandler] = [WebSocketFrameEncoder(), decoder, handler]
            try gate.pipeline.syncOperations.addHandlers(handlers, position: .before(gate.handler))
            tune()
        }
    }

    /// Drops the HTTP decoder and what it holds.
    func removeDecoder() -> EventLoopFuture<Void> {
        remove(ByteToMessageHandler<HTTPRequestDecoder>.self)
    }

    private func remove<Handler: RemovableChannelHandler>(_ type: Handler.Type) -> EventLoopFuture<Void> {
        let operations = gate.pipeline.syncOperations
        do {
            return operations.removeHandler(context: try operations.context(handlerType: type))
        } catch {
            return gate.eventLoop.makeFailedFuture(error)
        }
    }

    private func acceptHeaders(
        answering head: HTTPRequestHead, subprotocol: String?
    ) -> EventLoopFuture<HTTPHeaders> {
        var chosen = HTTPHeaders()
        if let subprotocol { chosen.add(name: "Sec-WebSocket-Protocol", value: subprotocol) }
        let extra = chosen
        let upgrader = NIOWebSocketServerUpgrader(
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(extra) },
            upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() })
        return upgrader.buildUpgradeResponse(
            channel: gate.channel, upgradeRequest: head, initialResponseHeaders: HTTPHeaders())
    }

    /// Options only a TCP socket has; elsewhere the defaults do.
    private func tune() {
        guard let options = gate.channel.syncOptions else { return }
        let marks = settings.writeWatermarks
        try? options.setOption(
            .writeBufferWaterMark, value: .init(low: marks.lowerBound, high: marks.upperBound))
        try? options.setOption(.socketOption(.so_sndbuf), value: .init(settings.kernelSendBytes))
        try? options.setOption(.tcpOption(.tcp_nodelay), value: 1)
    }
}
