/// The settings of one plug-in: checked against its ``SettingKey``s before the plug-in sees them.
public struct PluginSettings: Sendable, Hashable {
    /// The name of the plug-in.
    public let plugin: String
    let values: [String: String]
    let lists: [String: [String]]

    /// Makes settings from names and values; a value is text as the file has it, or a list of texts.
    public init(plugin: String, values: [String: String], lists: [String: [String]] = [:]) {
        self.plugin = plugin
        self.values = values
        self.lists = lists
    }

    /// The value of a setting, or nothing when it is not given and has no standard.
    public func value(_ name: String) -> String? {
        values[name]
    }

    /// The entries of a setting that is a list; none when it is not given.
    public func list(_ name: String) -> [String] {
        lists[name] ?? []
    }

    /// The value of a setting that must be there, or an error of kind `misconfigured` that names it.
    public func required(_ name: String) throws(StorageError) -> String {
        guard let value = values[name], !value.isEmpty else {
            throw StorageError(.misconfigured, "the setting \(plugin).\(name) is missing")
        }
        return value
    }

    /// A duration such as `500ms`, `30s`, `15m`, `12h`, `7d`, or `never`; nothing when absent or not a duration.
    public func duration(_ name: String) -> SettingDuration? {
        values[name].flatMap(SettingDuration.init)
    }

    /// A number of bytes such as `64KiB`, `4MiB`, `1GiB`; nothing when absent or not a size.
    public func bytes(_ name: String) -> Int? {
        values[name].flatMap(SettingSize.init)?.bytes
    }

    /// A whole number; nothing when absent or not a number.
    public func integer(_ name: String) -> Int? {
        values[name].flatMap { Int($0) }
    }

    /// Whether a setting is `true`.
    public func isTrue(_ name: String) -> Bool {
        values[name] == "true"
    }
}
