import ArgumentParser
import Foundation
import InstalledPlugins
import Logging
import SessionBench
import SessionConfiguration
import SessionCore

/// The stores that the options ask for, with settings that are read and checked as a server's are.
struct BenchTargets {
    private let options: BenchStorageOptions
    /// The servers of the bench's own, to be started before the targets are opened.
    private(set) var servers: [BenchRedis] = []

    init(_ options: BenchStorageOptions) {
        self.options = options
    }

    /// The stores, in the order of the backends; ends with 2 when one is not there or nothing is left.
    mutating func make(notes: inout [String]) throws -> [BenchTarget] {
        var targets: [BenchTarget] = []
        let drivers = try drivers()
        let wanted = try options.levels()
        for driver in drivers {
            for level in levels(of: driver, wanted, &notes) {
                targets.append(try target(driver, level))
            }
        }
        guard !targets.isEmpty else { throw refusal("no backend is left to measure") }
        return targets
    }

    private func drivers() throws -> [StorageDriver] {
        let installed = InstalledPlugins.storage
        guard let names = options.backends else {
            // A server that happens to be there is somebody's: it is measured when it is named.
            return installed.filter { !$0.needsServer || options.redisUrl != nil || options.redisStart }
        }
        return try names.map { name in
            guard let driver = installed.first(where: { $0.name == name }) else {
                let known = installed.map(\.name).joined(separator: ", ")
                throw refusal("--backend: this build has no backend '\(name)'; it has \(known)")
            }
            if driver.needsServer, options.redisUrl == nil, options.config == nil, !options.redisStart {
                throw refusal(
                    "--backend \(name): which server? Name one with --redis-url or --config, for the bench writes to it; "
                        + "or have one started with --redis-start")
            }
            return driver
        }
    }

    private func levels(of driver: StorageDriver, _ wanted: [Durability], _ notes: inout [String]) -> [Durability] {
        let offered = wanted.filter { driver.guarantees[$0] != nil }
        guard offered.isEmpty else { return offered }
        guard let strongest = Durability.allCases.first(where: { driver.guarantees[$0] != nil }) else { return [] }
        let names = wanted.map(\.rawValue).joined(separator: ", ")
        notes.append("\(driver.name) does not offer durability \(names); it was measured at \(strongest.rawValue)")
        return [strongest]
    }

    private mutating func target(_ driver: StorageDriver, _ level: Durability) throws -> BenchTarget {
        let own = driver.needsServer && options.redisStart ? try server(for: level) : nil
        var overrides = [
            ServerConfiguration.Override("storage.backend", driver.name, flag: "--backend"),
            ServerConfiguration.Override("storage.durability", level.rawValue, flag: "--durability"),
        ]
        if driver.needsServer, let url = own?.url ?? options.redisUrl {
            overrides.append(ServerConfiguration.Override("storage.redis.url", url, flag: "--redis-url"))
        }
        if own != nil {
            // A server that answers late is slow, which is to be measured; that of somebody else keeps its deadline.
            overrides.append(ServerConfiguration.Override("storage.redis.timeout", "10s", flag: "--redis-start"))
        }
        let configuration = try ConfigurationSource.load(options.config, overrides: overrides)
        let settings = contained(configuration.storage.settings, driver)
        let redis = driver.needsServer ? settings.value("url").flatMap { RedisAddress($0) } : nil
        return BenchTarget(
            backend: driver.name, durability: level, guarantee: driver.guarantees[level] ?? "", redis: redis,
            restart: restart(of: driver, own)
        ) { folder, namespace throws(StorageError) in
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw StorageError(.misconfigured, "\(folder) cannot be made: \(error.localizedDescription)")
            }
            var logger = Logger(label: "bench") { StreamLogHandler.standardError(label: $0) }
            logger.logLevel = .warning
            return try await driver.open(
                StorageDriver.Environment(
                    settings: settings, namespace: namespace, durability: level, dataDirectory: folder, logger: logger))
        }
    }

    /// A server of its own for each level of durability, for that is a setting of the whole server.
    private mutating func server(for level: Durability) throws -> BenchRedis {
        do {
            let server = try BenchRedis(isAlwaysSynced: level == .full)
            servers.append(server)
            return server
        } catch {
            throw refusal("\(error)")
        }
    }

    private func restart(of driver: StorageDriver, _ server: BenchRedis?) -> BenchRestart {
        if let server { return .server(kill: { server.kill() }, start: { try await server.start() }) }
        if driver.needsServer { return .none("the server is not the bench's own; --redis-start starts one") }
        return driver.abilities.contains(.persistent) ? .open : .none("it keeps nothing when it is closed")
    }

    /// The settings with the place of the store moved into the bench's folder, and what else is read from a file left
    /// where a server would find it.
    private func contained(_ settings: PluginSettings, _ driver: StorageDriver) -> PluginSettings {
        let home = DataFolder.path(nil, environment: ProcessInfo.processInfo.environment)
        var values: [String: String] = [:]
        for key in driver.keys {
            guard let value = settings.value(key.name) else { continue }
            switch key.kind {
            case .path where key.name == "path": values[key.name] = "store"
            case .path where !value.isEmpty && !value.hasPrefix("/"): values[key.name] = home + "/" + value
            default: values[key.name] = value
            }
        }
        let lists = driver.keys.filter { $0.kind == .list }.map { ($0.name, settings.list($0.name)) }
        return PluginSettings(
            plugin: settings.plugin, values: values, lists: Dictionary(lists) { first, _ in first })
    }

    private func refusal(_ sentence: String) -> ValidationError {
        ValidationError(sentence)
    }
}

extension StorageDriver {
    /// Whether it keeps sessions on a server that others may use.
    fileprivate var needsServer: Bool {
        keys.contains { $0.name == "url" }
    }
}
