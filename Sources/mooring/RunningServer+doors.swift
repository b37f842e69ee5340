import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import SessionConfiguration
import SessionServer

extension RunningServer {
    /// The doors into the hall, as the configuration has them.
    func doors(
        _ hall: Hall, on group: any EventLoopGroup, wait: @escaping @Sendable (Duration) async throws -> Void
    ) throws -> any Service {
        let server = configuration.server
        let settings = HTTPSettings(
            host: server.host, port: server.port, isTLS: server.tls != nil, origins: server.origins,
            assetsDirectory: assetsFolder, staticDirectory: staticFolder)
        return try WebDoors(
            hall: hall, settings: settings,
            tls: server.tls.map { TLSFiles(certificate: $0.certificate, key: $0.key) },
            on: group, logger: logger, wait: wait
        ) { address in
            FileHandle.standardOutput.write(Data("Mooring is at \(address)\n".utf8))
        }
    }

    /// Where the page's third-party files are: `MOORING_ASSETS`, or `.assets` below the working folder.
    private var assetsFolder: String {
        environment["MOORING_ASSETS"] ?? FileManager.default.currentDirectoryPath + "/.assets"
    }
}
