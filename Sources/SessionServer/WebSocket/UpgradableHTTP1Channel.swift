package import HummingbirdCore
package import Logging
package import NIOCore
import NIOHTTPTypesHTTP1

/// HTTP/1.1 whose connections may become WebSockets, on the paths of some doors.
///
/// It is Hummingbird's own HTTP/1 channel with an ``UpgradeGate`` in front, and is used the same way:
/// `HTTPServerBuilder { UpgradableHTTP1Channel(responder: $0, upgrade: door) }`, on its own or below TLS.
package struct UpgradableHTTP1Channel: ServerChildChannel {
    private let http: HTTP1Channel
    private let doors: [any WebSocketUpgrade]
    private let settings: WebSocketSettings
    private let makeID: @Sendable () -> String

    /// - Parameters:
    ///   - responder: answers everything that is not for the WebSocket's path.
    ///   - upgrade: the path, and who gets through.
    ///   - further: further doors, each with a path of its own.
    ///   - makeID: makes the ids of connections; they must not be guessable.
    package init(
        responder: @escaping HTTPChannelHandler.Responder,
        configuration: HTTP1Channel.Configuration = limitedConfiguration,
        upgrade: any WebSocketUpgrade,
        further: [any WebSocketUpgrade] = [],
        settings: WebSocketSettings = WebSocketSettings(),
        makeID: @escaping @Sendable () -> String = { ConnectionID.random() }
    ) {
        http = HTTP1Channel(responder: responder, configuration: configuration)
        doors = [upgrade] + further
        self.settings = settings
        self.makeID = makeID
    }

    /// HTTP within the numbers of ``Limits``.
    package static var limitedConfiguration: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            idleTimeout: TimeAmount(Limits.httpIdle),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: Limits.headerFieldBytes, maxHeaderListSize: Limits.headerListBytes,
                maxHeaderFieldCount: Limits.headerFields))
    }

    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<UpgradableConnection> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { http in
            let asked = channel.eventLoop.makePromise(of: UpgradeRequest?.self)
            let gate = UpgradeGate(doors: doors, connection: makeID(), settings: settings, asked: asked)
            do {
                let operations = channel.pipeline.syncOperations
                let codec = try operations.context(handlerType: HTTP1ToHTTPServerCodec.self)
                try operations.addHandler(gate, position: .before(codec.handler))
            } catch {
                asked.fail(error)
                throw error
            }
            return UpgradableConnection(
                channel: channel, http: http, gate: NIOLoopBound(gate, eventLoop: channel.eventLoop),
                asked: asked.futureResult)
        }
    }

    package func handle(value: UpgradableConnection, logger: Logger) async {
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await http.handle(value: value.http, logger: logger) }
                await serve(value, logger)
            }
        } onCancel: {
            value.channel.eventLoop.execute { value.gate.value.abandon() }
        }
    }

    private func serve(_ connection: UpgradableConnection, _ logger: Logger) async {
        guard let request = try? await connection.asked.get() else { return }
        guard let door = doors.first(where: { $0.path == request.path }) else { return }
        let decision = await door.decide(request)
        var logger = logger
        logger[metadataKey: "connection"] = "\(request.connection)"
        let carryOut = connection.channel.eventLoop.flatSubmit { [logger] in
            connection.gate.value.carryOut(decision, logger)
        }
        let isAccepted: Bool
        do {
            isAccepted = try await carryOut.get()
        } catch {
            logger.debug("A connection could not become a WebSocket", metadata: ["error": "\(error)"])
            return connection.channel.close(promise: nil)
        }
        guard isAccepted, case .accept(let session, _) = decision else { return }
        await withDiscardingTaskGroup { group in
            group.addTask { await session.run() }
            try? await connection.channel.closeFuture.get()
            group.cancelAll()
        }
    }
}
