import Logging
import ServiceLifecycle
import SessionConfiguration
import SessionCore

/// Takes the keys of a changed file into use while the server runs: within seconds, or at once at SIGHUP.
///
/// A file that is not right changes nothing: the keys from before stay, and a warning says what is wrong.
struct KeyFileWatch: Service {
    private let path: String
    private let keyring: EncryptionKeyring
    private let logger: Logger
    private let wait: @Sendable (Duration) async throws -> Void

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
        try await FileWatch(paths: [path], wait: wait, reload: reload).run()
    }

    @Sendable private func reload() {
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
