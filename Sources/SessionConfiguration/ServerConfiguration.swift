public import Logging
public import SessionCore

/// A configuration that was read and checked: everything in it can be relied on.
public struct ServerConfiguration: Sendable {
    /// A setting given beside the file, such as by a command-line flag; it wins over file and environment.
    public struct Override: Sendable, Hashable {
        /// The key, as a path such as `server.port`.
        public let key: String
        /// The value as the file would have it; a list is divided by commas.
        public let value: String
        /// What the user typed to say so, such as `--port`: problems name it.
        public let flag: String

        /// Makes an override.
        public init(_ key: String, _ value: String, flag: String) {
            self.key = key
            self.value = value
            self.flag = flag
        }
    }

    /// Where to listen.
    public let server: ServerSettings
    /// Where sessions are kept.
    public let storage: StorageChoice
    /// How long sessions live.
    public let sessions: SessionPolicy
    /// What routes that only read answer while the store is down.
    public let whenUnavailable: FailurePolicy
    /// How connections are told whom they act for: at least one strategy, each once, in order.
    public let identity: [IdentityChoice]
    /// What terminals run, keep and allow.
    public let terminals: TerminalSettings
    /// Where it is written down who did what.
    public let audit: AuditSettings
    /// The least that is logged.
    public let logLevel: Logger.Level
    /// Every setting that holds, with where it comes from, in the order of the documentation.
    public let settings: [EffectiveSetting]
    /// What is allowed, but probably not meant.
    public let warnings: [ConfigurationProblem]
}
