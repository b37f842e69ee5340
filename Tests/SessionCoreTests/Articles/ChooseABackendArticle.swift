import Logging
import SessionCore

// What the article "Choose a backend" shows, compiled.

/// Opens a store that can do what the application asks for, or says by name what it cannot do.
func openStore(
    _ driver: StorageDriver, durability: Durability, needs: Set<StorageAbility>, folder: String, logger: Logger
) async throws(StorageError) -> any SessionStorage {
    guard driver.guarantees[durability] != nil else {
        throw StorageError(.misconfigured, "\(driver.name) has no durability \(durability.rawValue)")
    }
    let missing = needs.subtracting(driver.abilities).map(\.rawValue).sorted()
    guard missing.isEmpty else {
        throw StorageError(.misconfigured, "\(driver.name) is without \(missing.joined(separator: ", "))")
    }
    var values: [String: String] = [:]
    for key in driver.keys { values[key.name] = key.standard }
    return try await driver.open(
        StorageDriver.Environment(
            settings: PluginSettings(plugin: driver.name, values: values), namespace: .standard,
            durability: durability, dataDirectory: folder, logger: logger))
}

/// What to do with the error of a store.
func advice(for error: StorageError) -> String {
    switch error.code {
    case .unavailable, .timeout: "answer 503: nothing was changed, and later it may work"
    case .unknown: "load, compare the version, and repeat the change only if it is not there"
    case .full: "make room; nothing was changed"
    case .tooLarge, .invalid: "repair the request; nothing was written"
    default: "call a person"
    }
}
