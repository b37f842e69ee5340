package import SessionCore

/// All keys of one build: its own and those of its plug-ins.
package struct KeyTable: Sendable {
    /// The keys, in the order in which people read them.
    package let keys: [ConfigurationKey]
    private let byPath: [String: ConfigurationKey]
    /// Below each section, the names of keys and sections in it.
    private let names: [String: [String]]

    /// Lists the keys of a build with these plug-ins.
    package init(storage: [StorageDriver], identity: [IdentityDriver]) {
        let storageKeys = storage.flatMap { driver in
            driver.keys.map { ConfigurationKey($0, of: driver.name, in: "storage") }
        }
        let identityKeys = identity.flatMap { driver in
            driver.keys.map { ConfigurationKey($0, of: driver.name, in: "identity") }
        }
        let server: [ConfigurationKey] = [
            .host, .port, .origins, .certificate, .privateKey, .metricsTokenFile, .adminTokenFile, .connects,
            .failures, .creations, .socketIODoor, .pingInterval, .pingTimeout,
        ]
        let store = [
            .backend.taking(.backend(storage.map(\.name))), ConfigurationKey.durability, .namespace,
        ]
        let who = [ConfigurationKey.strategies.taking(.strategies(identity.map(\.name)))]
        let terminals: [ConfigurationKey] = [
            .shell, .scrollback, .log, .graceWithoutIdentity, .graceWithIdentity, .perWorkspace, .windowsPerTerminal,
        ]
        let parts = [
            server, store, storageKeys, [.encryptionKeyFile, .encryptionKeyVariable],
            [.idle, .absolute, .touchEvery, .whenUnavailable, .staleFor], who, identityKeys, terminals,
            [.auditTo, .auditFile], [.level],
        ]
        self.init(parts.flatMap(\.self))
    }

    private init(_ all: [ConfigurationKey]) {
        var byPath: [String: ConfigurationKey] = [:]
        var names: [String: [String]] = [:]
        var keys: [ConfigurationKey] = []
        for key in all where byPath[key.path] == nil {
            keys.append(key)
            byPath[key.path] = key
            var parent = ""
            for name in key.path.split(separator: ".").map(String.init) {
                if names[parent]?.contains(name) != true { names[parent, default: []].append(name) }
                parent = KeyTable.path(parent, name)
            }
        }
        (self.keys, self.byPath, self.names) = (keys, byPath, names)
    }

    /// The key at a path.
    func key(_ path: String) -> ConfigurationKey? {
        byPath[path]
    }

    /// The names of the keys and sections in a section; nothing when it is none. The root is the empty path.
    func names(in section: String) -> [String]? {
        names[section]
    }

    /// The known name nearest to an unknown one: a neighbour, or the same name elsewhere as a whole path.
    func suggestion(for name: String, in section: String) -> String? {
        if let near = NearestName.of(name, among: names[section] ?? []) { return near }
        let elsewhere = keys.filter { $0.path.hasSuffix("." + name) }
        return elsewhere.count == 1 ? elsewhere[0].path : nil
    }

    /// The path of a name in a section.
    static func path(_ section: String, _ name: String) -> String {
        section.isEmpty ? name : section + "." + name
    }
}
