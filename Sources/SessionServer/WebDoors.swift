import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
package import NIOCore
import NIOSSL
import ServiceLifecycle
package import SessionCore

/// Both doors of the hall on one address, as one service.
package struct WebDoors: Service {
    private let application: any Service

    /// Reads the files that are served and those of TLS, and starts nothing.
    ///
    /// Throws ``ServerSetupError`` for TLS files that cannot be used, and what ``HTTPDoor`` does.
    ///
    /// - Parameters:
    ///   - metrics: what the store has answered, for `GET /metrics`.
    ///   - migration: who moves sessions to another store.
    ///   - tls: the files for TLS, or nothing to speak in the clear.
    ///   - wait: how to wait; a server passes `Task.sleep`.
    ///   - onListening: called once, with the address to open.
    package init(
        hall: Hall, settings: HTTPSettings, metrics: StorageMetrics? = nil,
        migration: (any MigrationControl)? = nil, tls: TLSFiles?,
        on group: any EventLoopGroup, logger: Logger,
        wait: @escaping @Sendable (Duration) async throws -> Void,
        onListening: @escaping @Sendable (String) -> Void
    ) throws {
        let http = try HTTPDoor(
            hall: hall, settings: settings, metrics: metrics, migration: migration, logger: logger, wait: wait)
        let windows = WindowDoor(hall: hall, gate: http.gate, logger: logger)
        var builder = HTTPServerBuilder { UpgradableHTTP1Channel(responder: $0, upgrade: windows) }
        if let tls { builder = try WebDoors.encrypted(builder, with: tls) }
        application = http.makeApplication(server: builder, on: group, services: [], logger: logger) { channel in
            onListening(WebDoors.address(of: channel, settings))
        }
    }

    package func run() async throws {
        try await application.run()
    }

    private static func encrypted(_ builder: HTTPServerBuilder, with files: TLSFiles) throws -> HTTPServerBuilder {
        let chain = try usable(files.certificate, "a PEM file with a certificate") {
            let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
            return chain.isEmpty ? nil : chain
        }
        let key = try usable(files.key, "a PEM file with a private key that has no passphrase") {
            try NIOSSLPrivateKey(file: files.key, format: .pem)
        }
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        tls.minimumTLSVersion = .tlsv12
        // The builder looks at the two together only when the server runs.
        _ = try usable(files.key, "the private key of the certificate in \(files.certificate)") {
            try NIOSSLContext(configuration: tls)
        }
        return try .tls(builder, tlsConfiguration: tls)
    }

    /// What a file is read as; the library's own errors are numbers, and name no file.
    private static func usable<Content>(
        _ file: String, _ wanted: String, _ read: () throws -> Content?
    ) throws(ServerSetupError) -> Content {
        guard let content = try? read() else { throw ServerSetupError("\(file): cannot be used as \(wanted)") }
        return content
    }

    private static func address(of channel: any Channel, _ settings: HTTPSettings) -> String {
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        return "\(settings.isTLS ? "https" : "http")://\(host):\(channel.localAddress?.port ?? settings.port)"
    }
}
