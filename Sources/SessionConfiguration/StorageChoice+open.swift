public import Logging
public import SessionCore

extension StorageChoice {
    /// Opens the store as the configuration has it: the plug-in's, with its payloads encrypted where keys are given.
    ///
    /// - Parameters:
    ///   - dataDirectory: the folder below which relative paths lie; absolute.
    ///   - namespace: the part of the store to open; nothing for the configured one.
    ///   - keyring: the keys, where the caller means to replace them later; nothing for those of the configuration.
    ///   - progress: told now and then how far a long opening has come.
    public func open(
        below dataDirectory: String, namespace: Namespace? = nil, keyring: EncryptionKeyring? = nil, logger: Logger,
        progress: (@Sendable (StorageProgress) -> Void)? = nil
    ) async throws(StorageError) -> any SessionStorage {
        let namespace = namespace ?? self.namespace
        let store = try await driver.open(
            StorageDriver.Environment(
                settings: settings, namespace: namespace, durability: durability, dataDirectory: dataDirectory,
                logger: logger, progress: progress))
        guard let encryption else { return store }
        return store.encrypted(namespace: namespace, keyring: keyring ?? EncryptionKeyring(encryption.keys))
    }
}
