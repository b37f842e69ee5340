import SessionConfiguration
import SessionCore

/// What of a migration outlives the server: which of the two stores is the truth.
struct MigrationState: Codable, Equatable {
    enum Phase: String, Codable {
        /// The store of the configuration answers. How full the other is has to be found out again after a start.
        case copying
        /// The other store answers, and the one of the configuration gets every write.
        case cutOver = "cut-over"
        /// The other store answers alone.
        case finished
    }

    /// The form of this file.
    var version = 1
    var phase: Phase
    /// The name of the configuration that names the other store, beside the server's own.
    var to: String
    /// The backend and the namespace of the server's configuration when it began.
    var backend: String
    var namespace: String
    /// The two stores; nothing in a file of an earlier release.
    var configured: StorageMark?
    var other: StorageMark?
    /// When the phase began.
    var since: Timestamp

    /// Whether a configuration names the store that has the sessions.
    func hasSessions(in choice: StorageChoice) -> Bool {
        phase == .copying ? isBegun(with: choice) : other?.names(choice) ?? !isBegun(with: choice)
    }

    /// Whether a configuration names the store that was the server's own when it began.
    func isBegun(with choice: StorageChoice) -> Bool {
        configured?.names(choice) ?? (choice.driver.name == backend && choice.namespace.text == namespace)
    }
}
