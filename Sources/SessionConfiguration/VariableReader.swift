/// Finds in an environment what it says about each key.
enum VariableReader {
    /// What the name of each variable that is meant for the server begins with.
    static let prefix = "MOORING_"

    /// Variables with our prefix that are no settings: the page's assets, the file that `serve` reads without `--config`,
    /// and the token and the server of `mooring sessions`.
    static let notSettings: Set = ["MOORING_ASSETS", "MOORING_CONFIG", "MOORING_TOKEN", "MOORING_URL"]

    static func read(
        _ environment: [String: String], table: KeyTable, problems: inout ProblemList
    ) -> [String: RawSetting] {
        let byVariable = Dictionary(table.keys.map { ($0.variable, $0) }) { first, _ in first }
        var settings: [String: RawSetting] = [:]
        for (name, value) in environment.sorted(by: { $0.key < $1.key })
        where name.hasPrefix(prefix) && !notSettings.contains(name) {
            let origin = SettingOrigin.variable(name)
            guard let key = byVariable[name] else {
                // The first word of our prefix is common to all names, and would count towards nearness.
                let near = NearestName.of(
                    String(name.dropFirst(prefix.count)),
                    among: (Array(byVariable.keys) + Array(notSettings)).map { String($0.dropFirst(prefix.count)) })
                problems.add(
                    ConfigurationProblem(
                        origin, "there is no such setting",
                        allowed: "MOORING_ and the path of a key, as MOORING_SERVER_PORT",
                        suggestion: near.map { prefix + $0 }))
                continue
            }
            settings[key.path] = RawSetting(value: value.setting(of: key.kind), origin: origin)
        }
        return settings
    }
}

extension String {
    /// A variable's or flag's text as a setting: a list is divided by commas.
    func setting(of kind: ValueKind) -> SettingValue {
        guard kind.isList else { return .text(self) }
        let entries = split(separator: ",").map { $0.drop { $0 == " " } }
        return .list(entries.map { String($0.reversed().drop { $0 == " " }.reversed()) }.filter { !$0.isEmpty })
    }
}
