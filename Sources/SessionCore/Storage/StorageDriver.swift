public import Logging

/// The door through which a storage plug-in enters.
///
/// A plug-in extends this type with one static constant, in a file named `StorageDriver+<name>.swift` of its own folder.
/// Nothing registers itself: whoever builds a server lists the drivers it wants.
public struct StorageDriver: Sendable {
    /// What a driver is given to open its store.
    public struct Environment: Sendable {
        /// The plug-in's own settings.
        public var settings: PluginSettings
        /// The part of the store to serve.
        public var namespace: Namespace
        /// What an acknowledged write must survive.
        public var durability: Durability
        /// The folder below which relative paths lie; absolute.
        public var dataDirectory: String
        /// Where to log; never a token, a key or a payload.
        public var logger: Logger
        /// Where to tell how far a long opening has come, if anybody wants to know; called from any thread.
        public var progress: (@Sendable (StorageProgress) -> Void)?

        /// Describes where and how to open a store.
        public init(
            settings: PluginSettings, namespace: Namespace, durability: Durability, dataDirectory: String,
            logger: Logger, progress: (@Sendable (StorageProgress) -> Void)? = nil
        ) {
            self.settings = settings
            self.namespace = namespace
            self.durability = durability
            self.dataDirectory = dataDirectory
            self.logger = logger
            self.progress = progress
        }

        /// The path a setting names: as it is when absolute, else below the data folder.
        public func path(_ name: String) throws(StorageError) -> String {
            let path = try settings.required(name)
            return path.hasPrefix("/") ? path : dataDirectory + "/" + path
        }
    }

    /// Opens the store; throws `misconfigured` when it cannot work with these settings.
    public typealias Open = @Sendable (Environment) async throws(StorageError) -> any SessionStorage

    /// The name by which a configuration chooses it.
    public let name: String
    /// The settings it takes, below its own name.
    public let keys: [SettingKey]
    /// What it can do beyond the contract.
    public let abilities: Set<StorageAbility>
    /// What an acknowledged write survives at each level, one sentence each, for `mooring explain`.
    public let guarantees: [Durability: String]
    /// Opens the store.
    public let open: Open

    /// Describes a plug-in.
    ///
    /// - Parameter guarantees: a level that is missing here is refused when a configuration asks for it.
    public init(
        _ name: String,
        keys: [SettingKey] = [],
        abilities: Set<StorageAbility> = [],
        guarantees: [Durability: String],
        open: @escaping Open
    ) {
        self.name = name
        self.keys = keys
        self.abilities = abilities
        self.guarantees = guarantees
        self.open = open
    }
}
