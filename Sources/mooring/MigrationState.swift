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
    /// When the phase began.
    var since: Timestamp
}
