package import SessionCore

/// One setting of the server: the reader, the explanation, the suggestions and the documentation all go by these.
package struct ConfigurationKey: Sendable, Hashable {
    /// Where it stands in the file, as a path such as `server.port`.
    package let path: String
    /// What its value must look like.
    package let kind: ValueKind
    /// What holds when nothing is said; nothing when it must be given by whoever chooses the plug-in it belongs to.
    package let standard: SettingValue?
    /// One sentence for people.
    package let meaning: String

    init(_ path: String, _ kind: ValueKind, standard: String, meaning: String) {
        self.path = path
        self.kind = kind
        self.standard = .text(standard)
        self.meaning = meaning
    }

    init(_ path: String, _ kind: ValueKind, standard: [String], meaning: String) {
        self.path = path
        self.kind = kind
        self.standard = .list(standard)
        self.meaning = meaning
    }

    /// The key of a plug-in, below the plug-in's name in a section.
    package init(_ key: SettingKey, of plugin: String, in section: String) {
        path = "\(section).\(plugin).\(key.name)"
        kind = ValueKind(key.kind)
        standard = key.standard.map { [kind] in $0.setting(of: kind) }
        meaning = key.meaning
    }

    private init(_ key: ConfigurationKey, _ kind: ValueKind) {
        path = key.path
        self.kind = kind
        standard = key.standard
        meaning = key.meaning
    }

    /// The same key with a narrower kind.
    func taking(_ kind: ValueKind) -> ConfigurationKey {
        ConfigurationKey(self, kind)
    }

    /// The environment variable that overrides the file.
    package var variable: String {
        VariableReader.prefix
            + String(path.uppercased().map { $0 == "." || $0 == "-" ? "_" : $0 })
    }
}
