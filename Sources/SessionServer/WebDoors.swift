import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
package import NIOCore
import ServiceLifecycle
package import SessionCore
package import SocketIO

/// Both doors of the hall on one address, as one service.
package struct WebDoors: Service {
    private let application: any Service

    /// Reads the files that are served, and starts nothing. Throws what ``HTTPDoor`` does.
    ///
    /// - Parameters:
    ///   - metrics: what the store has answered, for `GET /metrics`.
    ///   - migration: who moves sessions to another store.
    ///   - socketIO: how Socket.IO clients are kept, or nothing when none are let in.
    ///   - tls: the certificate and key for TLS, or nothing to speak in the clear.
    ///   - wait: how to wait; a server passes `Task.sleep`.
    ///   - onListening: called once, with the address to open.
    package init(
        hall: Hall, settings: HTTPSettings, metrics: StorageMetrics? = nil,
        migration: (any MigrationControl)? = nil, socketIO: EngineSettings? = nil, tls: TLSIdentity?,
        on group: any EventLoopGroup, logger: Logger,
        wait: @escaping @Sendable (Duration) async throws -> Void,
        onListening: @escaping @Sendable (String) -> Void
    ) throws {
        let engine = socketIO.map { settings in
            let house = AetherHouse()
            return EngineHub(settings: settings, on: group) { connection, credentials in
                AetherClient(
                    hall: hall, house: house, connection: connection, credentials: credentials, logger: logger)
            }
        }
        let http = try HTTPDoor(
            hall: hall, settings: settings, metrics: metrics, migration: migration, engine: engine, logger: logger,
            wait: wait)
        let windows = WindowDoor(hall: hall, gate: http.gate, logger: logger)
        let further = engine.map { [EngineDoor(hub: $0, gate: http.gate)] } ?? []
        var builder = HTTPServerBuilder { UpgradableHTTP1Channel(responder: $0, upgrade: windows, further: further) }
        if let tls { builder = try .tls(builder, tlsConfiguration: tls.configuration) }
        application = http.makeApplication(
            server: builder, on: group, services: engine.map { [$0] } ?? [], logger: logger
        ) { channel in
            onListening(WebDoors.address(of: channel, settings))
        }
    }

    package func run() async throws {
        try await application.run()
    }

    private static func address(of channel: any Channel, _ settings: HTTPSettings) -> String {
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        return "\(settings.isTLS ? "https" : "http")://\(host):\(channel.localAddress?.port ?? settings.port)"
    }
}
