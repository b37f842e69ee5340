package import Hummingbird
package import HummingbirdCore
package import Logging
package import NIOCore
package import ServiceLifecycle

extension HTTPDoor {
    /// The whole server as one service: it listens, answers, and runs what belongs to it.
    ///
    /// - Parameters:
    ///   - server: how connections are spoken to; the WebSocket upgrade and TLS are its.
    ///   - services: what else runs as long as the server does; stopped in the opposite order.
    ///   - onListening: called once, with the channel that listens.
    package func makeApplication(
        server: HTTPServerBuilder, on group: any EventLoopGroup, services: [any Service], logger: Logger,
        onListening: @escaping @Sendable (any Channel) async -> Void
    ) -> Application<RouterResponder<HTTPContext>> {
        Application(
            router: makeRouter(),
            server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: nil),
            services: services + [readiness],
            onServerRunning: onListening,
            eventLoopGroupProvider: .shared(group),
            logger: logger)
    }
}
