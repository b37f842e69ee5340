import SessionCore

extension ConfigurationAssembly {
    /// The store; nothing when this build does not have it, or the namespace is wrong, which was told already.
    mutating func storageChoice() -> StorageChoice? {
        let name = settings.text(.backend)
        guard let driver = storage.first(where: { $0.name == name }) else {
            add("this build has no backend \"\(name)\"", at: .backend, allowed: words(storage.map(\.name)))
            return nil
        }
        settleDurability(on: driver)
        guard let namespace = Namespace(settings.text(.namespace)),
            let durability = Durability(rawValue: settings.text(.durability))
        else { return nil }
        if driver.guarantees[durability] == nil {
            let offered = Durability.allCases.filter { driver.guarantees[$0] != nil }
            add(
                "the backend \(name) does not offer durability \(durability.rawValue)", at: .durability, or: .backend,
                allowed: words(offered.map(\.rawValue)))
        }
        return StorageChoice(
            driver: driver,
            settings: pluginSettings(of: name, driver.keys, in: "storage", chosenBy: .backend),
            durability: durability,
            namespace: namespace,
            encryption: encryption()
        )
    }

    /// The strategies in their order; a store that cannot do what one of them needs is refused by name.
    mutating func identityChoices(on store: StorageDriver?) -> [IdentityChoice] {
        var choices: [IdentityChoice] = []
        for name in settings.list(.strategies) {
            guard let driver = identity.first(where: { $0.name == name }) else {
                add("this build has no strategy \"\(name)\"", at: .strategies, allowed: words(identity.map(\.name)))
                continue
            }
            if let store { check(driver, on: store) }
            let values = pluginSettings(of: name, driver.keys, in: "identity", chosenBy: .strategies)
            choices.append(IdentityChoice(driver: driver, settings: values))
        }
        return choices
    }

    private mutating func check(_ strategy: IdentityDriver, on store: StorageDriver) {
        let missing = strategy.needs.subtracting(store.abilities).map(\.rawValue).sorted()
        guard !missing.isEmpty else { return }
        let able = storage.filter { strategy.needs.isSubset(of: $0.abilities) }.map(\.name)
        add(
            "the strategy \(strategy.name) needs a store with \(words(missing)), which the backend \(store.name) "
                + "has not", at: .strategies, or: .backend,
            allowed: able.isEmpty ? "another strategy" : "one of the backends \(words(able))")
    }

    private mutating func pluginSettings(
        of plugin: String, _ keys: [SettingKey], in section: String, chosenBy choice: ConfigurationKey
    ) -> PluginSettings {
        var values: [String: String] = [:]
        var lists: [String: [String]] = [:]
        for key in keys {
            let path = "\(section).\(plugin).\(key.name)"
            if let value = settings.text(at: path) {
                values[key.name] = value
            } else if let entries = settings.list(at: path) {
                lists[key.name] = entries
            } else {
                add("\(plugin) needs the setting \(path)", at: choice, allowed: ValueKind(key.kind).takes)
            }
        }
        return PluginSettings(plugin: plugin, values: values, lists: lists)
    }

    private func words(_ names: [String]) -> String {
        names.joined(separator: ", ")
    }
}
