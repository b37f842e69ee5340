import SessionCore

/// How many entries of each kind a file has; its last line says it.
package struct ArchiveCount: Sendable, Hashable, Codable {
    package var tombstones = 0
    package var epochs = 0
    package var sessions = 0

    package init() {}

    package init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder, ["tombstones", "epochs", "sessions"])
        tombstones = try fields.value("tombstones")
        epochs = try fields.value("epochs")
        sessions = try fields.value("sessions")
    }

    /// All entries.
    package var entries: Int { tombstones + epochs + sessions }

    mutating func add(_ entry: StoredEntry) {
        switch entry {
        case .session(_, .live): sessions += 1
        case .session(_, .ended): tombstones += 1
        case .epoch: epochs += 1
        }
    }
}
