import Foundation
import SessionConfiguration
import SessionCore

/// By what a configured store is known again after a restart. Its settings may hold secrets and are not kept.
struct StorageMark: Codable, Equatable {
    let backend: String
    let namespace: String
    let salt: String
    let settings: String

    init(_ choice: StorageChoice) {
        backend = choice.driver.name
        namespace = choice.namespace.text
        salt = UUID().uuidString
        settings = choice.settings.digest(salt: salt)
    }

    /// Whether a configuration names this store, and with the same settings.
    func names(_ choice: StorageChoice) -> Bool {
        choice.driver.name == backend && choice.namespace.text == namespace
            && choice.settings.digest(salt: salt) == settings
    }
}
