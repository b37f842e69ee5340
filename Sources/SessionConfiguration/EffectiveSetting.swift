/// One setting as it holds, and who said so.
public struct EffectiveSetting: Sendable, Hashable {
    /// The key, as a path such as `server.port`.
    public let key: String
    /// Where the value comes from.
    public let origin: SettingOrigin
    /// One sentence about the key, for people.
    public let meaning: String
    /// What holds, with secrets hidden.
    package let content: SettingValue

    /// What holds, as text; secrets in it are hidden.
    public var value: String { content.description }

    init(_ key: ConfigurationKey, _ value: SettingValue, from origin: SettingOrigin) {
        self.key = key.path
        self.origin = origin
        meaning = key.meaning
        content = Redaction.shown(value, path: key.path)
    }
}
