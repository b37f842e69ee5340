import SessionCore

/// The settings that hold once every source was heard; each value is of its key's kind.
struct EffectiveSettings {
    private struct Held {
        let value: SettingValue
        let origin: SettingOrigin
    }

    private let table: KeyTable
    private var held: [String: Held] = [:]

    /// Lays sources over each other, the strongest last.
    ///
    /// A value that is wrong is a problem even where a stronger source covers it, and does not count.
    init(table: KeyTable, sources: [[String: RawSetting]], problems: inout ProblemList) {
        self.table = table
        for key in table.keys {
            if let standard = key.standard { held[key.path] = Held(value: standard, origin: .standard) }
            for source in sources {
                guard let raw = source[key.path] else { continue }
                do throws(ValueRefusal) {
                    try key.kind.check(raw.value, path: key.path)
                    held[key.path] = Held(value: raw.value, origin: raw.origin)
                } catch {
                    problems.add(error, at: raw.origin, key: key.path)
                }
            }
        }
    }

    /// Every setting that has a value, in the order of the table.
    var all: [EffectiveSetting] {
        table.keys.compactMap { key in
            held[key.path].map { EffectiveSetting(key, $0.value, from: $0.origin) }
        }
    }

    func origin(of key: ConfigurationKey) -> SettingOrigin {
        held[key.path]?.origin ?? .standard
    }

    /// Gives a key another standard than the table's, because another setting asks for it.
    mutating func settle(_ key: ConfigurationKey, on value: SettingValue) {
        held[key.path] = Held(value: value, origin: .standard)
    }

    func text(_ key: ConfigurationKey) -> String {
        text(at: key.path) ?? ""
    }

    func text(at path: String) -> String? {
        if case .text(let text) = held[path]?.value { text } else { nil }
    }

    func list(_ key: ConfigurationKey) -> [String] {
        list(at: key.path) ?? []
    }

    func list(at path: String) -> [String]? {
        if case .list(let entries) = held[path]?.value { entries } else { nil }
    }

    // The values below were checked; what stands after ?? is never used, and keeps a wrong table from being a trap.

    func integer(_ key: ConfigurationKey) -> Int {
        Int(text(key)) ?? 0
    }

    func bytes(_ key: ConfigurationKey) -> Int {
        SettingSize(text(key))?.bytes ?? 0
    }

    /// The duration, or nothing for `never`.
    func duration(_ key: ConfigurationKey) -> Duration? {
        SettingDuration(text(key))?.duration
    }
}
