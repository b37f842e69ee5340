import FileStorage
import Logging
import RedisStorage
import SQLiteStorage
import SessionCore
import TestSupport
import Testing

/// Where the stores of a test are: a folder and a Redis of its own.
struct StoreGround: Sendable {
    private let folder: TemporaryDirectory
    let redis: RedisServer

    /// - Parameter persists: whether the Redis has its data again after a restart.
    init(persists: Bool = false) async throws {
        folder = try TemporaryDirectory("mooring-migration")
        var options = RedisServerOptions()
        options.appendOnly = persists
        redis = try await RedisServer(options)
    }

    /// Opens a store as a server does.
    func open(_ kind: StoreKind, name: String = "one") async throws -> any MigratableStorage {
        let (driver, values): (StorageDriver, [String: String]) =
            switch kind {
            case .file: (.file, ["path": "file-\(name)"])
            case .sqlite: (.sqlite, ["path": "\(name).db"])
            case .redis: (.redis, ["url": redis.url, "prefix": "\(name):"])
            }
        let namespace = try #require(Namespace("moving"))
        let store = try await driver.open(
            StorageDriver.Environment(
                settings: PluginSettings(plugin: driver.name, values: values), namespace: namespace,
                durability: .normal, dataDirectory: folder.path, logger: Logger(label: "migration")))
        return try #require(store as? any MigratableStorage)
    }

    /// A store that can be moved.
    func moving(
        _ store: any MigratableStorage, clock: any SessionClock = WallClock(),
        wait: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) -> MigratingStorage {
        MigratingStorage(store, clock: clock, wait: wait)
    }
}
