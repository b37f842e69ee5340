import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
package import NIOCore
import ServiceLifecycle
package import SessionCore

/// Both doors of the hall on one address, as one service.
package struct WebDoors: Service {
    private let application: any Service

    /// Reads the files that are served, and starts nothing. Throws what ``HTTPDoor`` does.
    ///
    /// - Parameters:
    ///   - metrics: what the store has answered, for `GET /metrics`.
    ///   - migration: who moves sessions to another store.
    ///   - tls: the certificate and key for TLS, or nothing to speak in the clear.
    ///   - wait: how to wait; a server passes `Task.sleep`.
    ///   - onListening: called once, with the address to open.
    package init(
        hall: Hall, settings: HTTPSettings, metrics: StorageMetrics? = nil,
        migration: (any MigrationControl)? = nil, tls: TLSIdentity?,
        on group: any EventLoopGroup, logger: Logger,
        wait: @escaping @Sendable (Duration) async throws -> Void,
        onListening: @escaping @Sendable (String) -> Void
    ) throws {
        let http = try HTTPDoor(
            hall: hall, settings: settings, metrics: metrics, migration: migration, logger: logger, wait: wait)
        let windows = WindowDoor(hall: hall, gate: http.gate, logger: logger)
        var builder = HTTPServerBuilder { UpgradableHTTP1Channel(responder: $0, upgrade: windows) }
        if let tls { builder = try .tls(builder, tlsConfiguration: tls.configuration) }
        application = http.makeApplication(server: builder, on: group, services: [], logger: logger) { channel in
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
