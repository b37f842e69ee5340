public import SessionCore

extension ServerConfiguration {
    /// Reads a configuration file and lays environment and flags over it; starts nothing and opens no store.
    ///
    /// What counts, from weak to strong: the built-in default, the file, a `MOORING_…` variable, an override.
    ///
    /// - Parameters:
    ///   - file: the file as the user named it; nothing for the built-in defaults.
    ///   - overrides: what flags say.
    ///   - environment: the process's environment: for `MOORING_…` variables, and for `${NAME}` in the file.
    ///   - storage: the storage plug-ins of this build.
    ///   - identity: the identity plug-ins of this build.
    /// - Throws: all that is wrong, each with its place.
    public static func load(
        file: String?,
        overrides: [Override] = [],
        environment: [String: String],
        storage: [StorageDriver],
        identity: [IdentityDriver]
    ) throws(ConfigurationProblems) -> ServerConfiguration {
        let reader = ConfigurationReader(storage: storage, identity: identity)
        guard let file else {
            return try reader.read([], named: nil, environment: environment, overrides: overrides)
        }
        let bytes = try ConfigurationFile.read(file)
        return try reader.read(bytes, named: file, environment: environment, overrides: overrides)
    }

    /// Reads a configuration from a text, which problems call `name`; otherwise as
    /// ``load(file:overrides:environment:storage:identity:)``.
    public static func parse(
        _ text: String,
        named name: String,
        overrides: [Override] = [],
        environment: [String: String],
        storage: [StorageDriver],
        identity: [IdentityDriver]
    ) throws(ConfigurationProblems) -> ServerConfiguration {
        let reader = ConfigurationReader(storage: storage, identity: identity)
        return try reader.read(Array(text.utf8), named: name, environment: environment, overrides: overrides)
    }
}
