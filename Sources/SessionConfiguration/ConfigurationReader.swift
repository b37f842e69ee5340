package import SessionCore

/// Turns what a file, an environment and flags say into checked settings, or into all that is wrong with them.
package struct ConfigurationReader: Sendable {
    private let table: KeyTable
    private let storage: [StorageDriver]
    private let identity: [IdentityDriver]

    /// Makes a reader for a build with these plug-ins.
    package init(storage: [StorageDriver], identity: [IdentityDriver]) {
        table = KeyTable(storage: storage, identity: identity)
        self.storage = storage
        self.identity = identity
    }

    /// Reads; `name` is what problems call the file, and its folder is where relative TLS files lie.
    package func read(
        _ bytes: [UInt8], named name: String?, environment: [String: String],
        overrides: [ServerConfiguration.Override]
    ) throws(ConfigurationProblems) -> ServerConfiguration {
        var problems = ProblemList()
        let inFile = try readDocument(bytes, named: name ?? "", environment: environment, problems: &problems)
        let inEnvironment = VariableReader.read(environment, table: table, problems: &problems)
        let inFlags = read(overrides, problems: &problems)
        let settings = EffectiveSettings(
            table: table, sources: [inFile, inEnvironment, inFlags], problems: &problems)
        var assembly = ConfigurationAssembly(
            settings: settings, storage: storage, identity: identity, environment: environment, problems: problems)
        let configuration = assembly.assemble()
        try assembly.problems.throwIfAny()
        guard let configuration else {
            // Only a build without the plug-ins that its own defaults name comes here.
            throw ConfigurationProblems(
                problems: [ConfigurationProblem(.standard, "this build has no plug-in to run with")], omitted: 0)
        }
        return configuration
    }

    private func readDocument(
        _ bytes: [UInt8], named name: String, environment: [String: String], problems: inout ProblemList
    ) throws(ConfigurationProblems) -> [String: RawSetting] {
        let root: DocumentNode?
        do throws(TextRefusal) {
            let text = try ConfigurationText(bytes)
            let refusals = SubsetScanner.refusals(in: text)
            for refusal in refusals { problems.add(ConfigurationProblem(.file(name, refusal.position), refusal.what)) }
            root = refusals.isEmpty ? try DocumentParser.parse(text) : nil
        } catch {
            problems.add(ConfigurationProblem(.file(name, error.position), error.what))
            root = nil
        }
        // What the keys say cannot be judged when the text itself is not sound.
        try problems.throwIfAny()
        guard let root else { return [:] }
        var reader = DocumentReader(
            table: table, file: name, interpolation: Interpolation(environment: environment), problems: problems)
        reader.read(root)
        problems = reader.problems
        return reader.settings
    }

    private func read(
        _ overrides: [ServerConfiguration.Override], problems: inout ProblemList
    ) -> [String: RawSetting] {
        var settings: [String: RawSetting] = [:]
        for override in overrides {
            let origin = SettingOrigin.flag(override.flag)
            if let key = table.key(override.key) {
                settings[key.path] = RawSetting(value: override.value.setting(of: key.kind), origin: origin)
            } else {
                problems.add(
                    ConfigurationProblem(
                        origin, "there is no key \"\(override.key)\"",
                        suggestion: NearestName.of(override.key, among: table.keys.map(\.path))))
            }
        }
        return settings
    }
}
