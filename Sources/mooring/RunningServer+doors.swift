import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import SessionConfiguration
import SessionServer

extension RunningServer {
    /// The doors into the hall, as one service.
    func application(
        _ hall: Hall, on group: any EventLoopGroup, wait: @escaping @Sendable (Duration) async throws -> Void
    ) throws -> any Service {
        let server = configuration.server
        let settings = HTTPSettings(
            host: server.host, port: server.port, isTLS: server.tls != nil, origins: server.origins,
            assetsDirectory: assetsFolder, staticDirectory: staticFolder)
        let http = try HTTPDoor(hall: hall, settings: settings, logger: logger, wait: wait)
        let windows = WindowDoor(hall: hall, gate: http.gate, logger: logger)
        return http.makeApplication(
            server: try serverBuilder(windows), on: group, services: [], logger: logger
        ) { channel in announce(channel) }
    }

    private func serverBuilder(_ windows: WindowDoor) throws -> HTTPServerBuilder {
        let plain = HTTPServerBuilder { UpgradableHTTP1Channel(responder: $0, upgrade: windows) }
        guard let files = configuration.server.tls else { return plain }
        let chain = try NIOSSLCertificate.fromPEMFile(files.certificate).map { NIOSSLCertificateSource.certificate($0) }
        let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
        var tls = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
        tls.minimumTLSVersion = .tlsv12
        return try .tls(plain, tlsConfiguration: tls)
    }

    /// Where the page's third-party files are: `MOORING_ASSETS`, or `.assets` below the working folder.
    private var assetsFolder: String {
        environment["MOORING_ASSETS"] ?? FileManager.default.currentDirectoryPath + "/.assets"
    }

    /// Says on standard output where the server can be reached, once it can.
    private func announce(_ channel: any Channel) {
        let scheme = configuration.server.tls == nil ? "http" : "https"
        let host = configuration.server.host
        let port = channel.localAddress?.port ?? configuration.server.port
        let address = "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        FileHandle.standardOutput.write(Data("Mooring is at \(address)\n".utf8))
    }
}
