import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import SessionConfiguration
import SessionCore
import SessionServer
import SocketIO

extension RunningServer {
    /// The doors into the hall, as the configuration has them.
    func doors(
        _ hall: Hall, metrics: StorageMetrics, migration: MigrationDesk?, end: MigrationEnd?,
        tls: TLSIdentity?, on group: any EventLoopGroup,
        wait: @escaping @Sendable (Duration) async throws -> Void
    ) throws -> any Service {
        let server = configuration.server
        let settings = HTTPSettings(
            host: server.host, port: server.port, isTLS: server.tls != nil, origins: server.origins,
            assetsDirectory: assetsFolder, staticDirectory: staticFolder,
            metricsToken: try token(server.metricsTokenFile, for: "metrics"),
            adminToken: try token(server.adminTokenFile, for: "administrators"))
        return try WebDoors(
            hall: hall, settings: settings, metrics: metrics, migration: migration,
            socketIO: server.socketIO.map {
                EngineSettings(pingInterval: TimeAmount($0.pingInterval), pingTimeout: TimeAmount($0.pingTimeout))
            },
            tls: tls, on: group, logger: logger, wait: wait
        ) { address in
            end?.take()
            FileHandle.standardOutput.write(Data("Mooring is at \(address)\n".utf8))
        }
    }

    /// What connections are encrypted with, and what renews it; nothing where the configuration has no TLS.
    func encryption(
        wait: @escaping @Sendable (Duration) async throws -> Void
    ) throws -> (identity: TLSIdentity, watch: CertificateWatch)? {
        guard let tls = configuration.server.tls else { return nil }
        let files = TLSFiles(certificate: tls.certificate, key: tls.key)
        let identity = try TLSIdentity(files)
        return (identity, CertificateWatch(identity, files: files, logger: logger, wait: wait))
    }

    /// A bearer token, from the file that the configuration names; nothing where it names none.
    private func token(_ path: String?, for whom: String) throws(StartupProblem) -> String? {
        guard let path else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw StartupProblem("\(path): cannot be read as a file with a token in it")
        }
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard token.utf8.count >= 16, token.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw StartupProblem("\(path): a token for \(whom) has at least 16 characters, and no spaces")
        }
        return token
    }

    /// Where the page's third-party files are: `MOORING_ASSETS`, or `.assets` below the working folder.
    private var assetsFolder: String {
        environment["MOORING_ASSETS"] ?? FileManager.default.currentDirectoryPath + "/.assets"
    }
}
