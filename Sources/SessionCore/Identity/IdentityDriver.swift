public import Logging

/// The door through which an identity plug-in enters; the twin of ``StorageDriver``.
public struct IdentityDriver: Sendable {
    /// What a driver is given to make its strategy.
    public struct Environment: Sendable {
        /// The plug-in's own settings.
        public var settings: PluginSettings
        /// The sessions, for strategies whose proof is one.
        public var sessions: SessionManager
        /// The folder below which relative paths lie; absolute.
        public var dataDirectory: String
        /// Where to log; never a credential.
        public var logger: Logger

        /// Describes what a strategy may use.
        public init(settings: PluginSettings, sessions: SessionManager, dataDirectory: String, logger: Logger) {
            self.settings = settings
            self.sessions = sessions
            self.dataDirectory = dataDirectory
            self.logger = logger
        }
    }

    /// Makes the strategy; throws `misconfigured` when it cannot work with these settings.
    public typealias Make = @Sendable (Environment) async throws(IdentityError) -> any IdentityStrategy

    /// The name by which a configuration chooses it.
    public let name: String
    /// The settings it takes, below its own name.
    public let keys: [SettingKey]
    /// What the store must be able to do for this strategy to work.
    public let needs: Set<StorageAbility>
    /// What it promises and what not, one sentence each, for `mooring explain`.
    public let promises: [String]
    /// Makes the strategy.
    public let make: Make

    /// Describes a plug-in.
    public init(
        _ name: String,
        keys: [SettingKey] = [],
        needs: Set<StorageAbility> = [],
        promises: [String],
        make: @escaping Make
    ) {
        self.name = name
        self.keys = keys
        self.needs = needs
        self.promises = promises
        self.make = make
    }
}
