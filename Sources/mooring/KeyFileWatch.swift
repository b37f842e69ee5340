import Logging
import ServiceLifecycle
import SessionConfiguration
import SessionCore
import UnixSignals

/// Takes the keys of a changed file into use while the server runs: within seconds, or at once at SIGHUP.
///
/// A file that is not right changes nothing: the keys from before stay, and a warning says what is wrong.
struct KeyFileWatch: Service {
    private let path: String
    private let keyring: EncryptionKeyring
    private let logger: Logger
    private let wait: @Sendable (Duration) async throws -> Void

    /// How often the file is looked at: a change of keys may take twice as long.
    static let interval = Duration.seconds(2)

    init(
        _ path: String, keyring: EncryptionKeyring, logger: Logger,
        wait: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.path = path
        self.keyring = keyring
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
        // Nothing yet: a change between the start and here is not missed.
        var seen: FileTrace?
        var read: FileTrace?
        while (try? await wait(KeyFileWatch.interval)) != nil {
            let trace = FileTrace(path)
            // A file that is still being written looks like one that lost its last keys: it has to stay for a look.
            if trace == seen, trace != read {
                read = trace
                reload()
            }
            seen = trace
        }
    }

    private func reload() {
        do throws(EncryptionKeyFile.Problem) {
            let keys = try EncryptionKeyFile.read(path)
            guard keys != keyring.keys else { return }
            keyring.replace(with: keys)
            logger.notice(
                "The keys of encryption at rest changed",
                metadata: ["sealing": "\(keys.sealing.id)", "keys": "\(keys.all.map(\.id).joined(separator: " "))"])
        } catch {
            logger.warning(
                "The file of keys is not right; the keys from before stay in use", metadata: ["problem": "\(error)"])
        }
    }
}
