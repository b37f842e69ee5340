import Logging
import ServiceLifecycle
import SessionServer

/// Takes a renewed certificate into use while the server runs: within seconds of a change of its files, or at SIGHUP.
///
/// Files that are not right change nothing: the certificate from before stays, and a warning says what is wrong.
struct CertificateWatch: Service {
    private let identity: TLSIdentity
    private let files: TLSFiles
    private let logger: Logger
    private let wait: @Sendable (Duration) async throws -> Void

    init(
        _ identity: TLSIdentity, files: TLSFiles, logger: Logger,
        wait: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.identity = identity
        self.files = files
        self.logger = logger
        self.wait = wait
    }

    func run() async throws {
        try await FileWatch(paths: [files.certificate, files.key], wait: wait, reload: reload).run()
    }

    @Sendable private func reload() {
        do {
            guard try identity.reload() else { return }
            logger.notice("The certificate changed; new connections get the new one")
        } catch {
            logger.warning(
                "The files of TLS are not right; the certificate from before stays in use",
                metadata: ["problem": "\(error)"])
        }
    }
}
