import Foundation
import InstalledPlugins
import Logging
import SessionConfiguration
import SessionCore
import SessionServer

/// The other store of a migration, as a configuration beside the server's own names it.
struct MigrationTarget {
    /// The server's configuration, or nothing where it runs with the built-in defaults.
    let configurationFile: String?
    let environment: [String: String]
    let dataFolder: String
    let logger: Logger

    /// Reads the configuration of a name; throws ``HallError`` in the words of `mooring check`.
    func choice(_ name: String) throws -> StorageChoice {
        guard let configurationFile else {
            throw HallError(
                .invalid, "the server runs without a configuration file, and the other one stands beside it")
        }
        let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-_."))
        guard !name.isEmpty, name.utf8.count <= 255, !name.hasPrefix("."), !name.contains(".."),
            name.unicodeScalars.allSatisfy({ $0.isASCII && allowed.contains($0) })
        else {
            throw HallError(
                .invalid, "'to' is the plain name of a file in the folder of the server's configuration, as redis.yaml")
        }
        let folder = URL(fileURLWithPath: configurationFile).deletingLastPathComponent()
        do {
            return try ServerConfiguration.load(
                file: folder.appending(path: name).path, environment: environment, storage: InstalledPlugins.storage,
                identity: InstalledPlugins.identity
            ).storage
        } catch {
            throw HallError(.invalid, "\(name): \(error)")
        }
    }

    /// Opens a store; throws `misconfigured` for one that sessions cannot be moved to or from.
    func open(_ choice: StorageChoice, keyring: EncryptionKeyring? = nil) async throws(StorageError)
        -> any MigratableStorage
    {
        let store = try await choice.open(below: dataFolder, keyring: keyring, logger: logger)
        if let able = store as? any MigratableStorage { return able }
        try? await (store as? any ClosableStorage)?.close()
        throw StorageError(.misconfigured, "sessions cannot be moved to or from the backend \(choice.driver.name)")
    }
}

extension StorageChoice {
    /// Whether two configurations name one store.
    func isSame(as other: StorageChoice) -> Bool {
        driver.name == other.driver.name && namespace == other.namespace && settings == other.settings
    }
}
