public import Logging
public import SessionCore

extension StorageChoice {
    /// Opens the store as the configuration has it: the plug-in's, with its payloads encrypted where keys are given.
    ///
    /// - Parameters:
    ///   - dataDirectory: the folder below which relative paths lie; absolute.
    ///   - keyring: the keys, where the caller means to replace them later; nothing for those of the configuration.
    public func open(
        below dataDirectory: String, keyring: EncryptionKeyring? = nil, logger: Logger
    ) async throws(StorageError) -> any SessionStorage {
        let store = try await driver.open(
            StorageDriver.Environment(
                settings: settings, namespace: namespace, durability: durability, dataDirectory: dataDirectory,
                logger: logger))
        guard let encryption else { return store }
        return store.encrypted(namespace: namespace, keyring: keyring ?? EncryptionKeyring(encryption.keys))
    }
}
