import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
package import NIOCore
import NIOSSL
import ServiceLifecycle

/// Both doors of the hall on one address, as one service.
package struct WebDoors: Service {
    private let application: any Service

    /// Reads the files that are served and those of TLS, and starts nothing.
    ///
    /// - Parameters:
    ///   - tls: the files for TLS, or nothing to speak in the clear.
    ///   - wait: how to wait; a server passes `Task.sleep`.
    ///   - onListening: called once, with the address to open.
    package init(
        hall: Hall, settings: HTTPSettings, tls: TLSFiles?, on group: any EventLoopGroup, logger: Logger,
        wait: @escaping @Sendable (Duration) async throws -> Void,
        onListening: @escaping @Sendable (String) -> Void
    ) throws {
        let http = try HTTPDoor(hall: hall, settings: settings, logger: logger, wait: wait)
        let windows = WindowDoor(hall: hall, gate: http.gate, logger: logger)
        var builder = HTTPServerBuilder { UpgradableHTTP1Channel(responder: $0, upgrade: windows) }
        if let tls { builder = try .tls(builder, tlsConfiguration: WebDoors.configuration(tls)) }
        application = http.makeApplication(server: builder, on: group, services: [], logger: logger) { channel in
            onListening(WebDoors.address(of: channel, settings))
        }
    }

    package func run() async throws {
        try await application.run()
    }

    private static func configuration(_ files: TLSFiles) throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate.fromPEMFile(files.certificate).map { NIOSSLCertificateSource.certificate($0) }
        let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
        var tls = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
        tls.minimumTLSVersion = .tlsv12
        return tls
    }

    private static func address(of channel: any Channel, _ settings: HTTPSettings) -> String {
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        return "\(settings.isTLS ? "https" : "http")://\(host):\(channel.localAddress?.port ?? settings.port)"
    }
}
