public import SessionCore

/// Which store keeps the sessions, and how.
public struct StorageChoice: Sendable {
    /// The plug-in.
    public let driver: StorageDriver
    /// The plug-in's settings, its standard values included.
    public let settings: PluginSettings
    /// What an acknowledged write must survive; the plug-in offers it.
    public let durability: Durability
    /// The part of the store to serve.
    public let namespace: Namespace
    /// How payloads are encrypted; nothing when they lie in the store as they are.
    public let encryption: EncryptionChoice?
}
