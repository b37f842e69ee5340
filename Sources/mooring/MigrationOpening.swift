import Logging
import SessionConfiguration
import SessionCore

/// Opens the store that has the sessions at the start of a server: the configured one, unless a migration says otherwise.
struct MigrationOpening {
    let configured: StorageChoice
    let keyring: EncryptionKeyring?
    let target: MigrationTarget
    let file: MigrationStateFile
    let logger: Logger

    /// What to open, and what of the migration is still to be kept.
    struct Decision {
        let choice: StorageChoice
        var state: MigrationState?
        /// What ends once the server is reached; until then a start that fails leaves everything as it was.
        var end: MigrationEnd?
    }

    /// Decides by what is written down, and changes nothing. A store that is not the truth is never opened as if it were.
    func decide() throws -> Decision {
        guard let state = try file.load() else { return Decision(choice: configured) }
        let other = try target.choice(state.to)
        let isConfigured = configured.isSame(as: other)
        guard isConfigured || state.isBegun(with: configured) else {
            throw StartupProblem(
                "sessions are being moved from the backend \(state.backend) to \(state.to) (\(file.path)), and this "
                    + "configuration names neither, or its storage settings were changed since; put them back until the "
                    + "migration has ended. To start with \(state.to), storage has to be written word for word as there")
        }
        switch (state.phase, isConfigured) {
        case (.copying, true):
            throw StartupProblem(
                "the sessions are not in the store of this configuration yet: the migration to \(state.to) was not cut "
                    + "over. Start with the configuration from before, and cut over or stop")
        case (.copying, false): return Decision(choice: configured, state: state)
        case (.cutOver, true), (.finished, true):
            return Decision(choice: configured, end: MigrationEnd(file: file, state: state, logger: logger))
        case (.cutOver, false), (.finished, false):
            logger.warning(
                "The sessions are in another store than the configuration names; it goes on with that one",
                metadata: [
                    "configuration": "\(configured.driver.name)", "sessions": "\(state.to)",
                    "phase": "\(state.phase.rawValue)",
                ])
            return Decision(choice: other, state: state)
        }
    }
}
