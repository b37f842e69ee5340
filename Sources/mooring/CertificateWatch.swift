import Logging
import ServiceLifecycle
import SessionServer
import UnixSignals

/// Takes a renewed certificate into use while the server runs: within seconds of a change of its files, or at SIGHUP.
///
/// Files that are not right change nothing: the certificate from before stays, and a warning says what is wrong.
struct CertificateWatch: Service {
    private let identity: TLSIdentity
    private let files: TLSFiles
    private let logger: Logger
    private let wait: @Sendable (Duration) async throws -> Void

    /// How often the files are looked at: a change may take twice as long.
    static let interval = Duration.seconds(2)

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
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await _ in hangups { self.reload() }
                }
                group.addTask { await self.look() }
            }
        }
    }

    private func look() async {
        var seen: [FileTrace?] = []
        var read: [FileTrace?] = []
        while (try? await wait(CertificateWatch.interval)) != nil {
            let traces = [FileTrace(files.certificate), FileTrace(files.key)]
            // Two files are not changed in one moment: they have to stay as they are for a look.
            if traces == seen, traces != read {
                read = traces
                reload()
            }
            seen = traces
        }
    }

    private func reload() {
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
