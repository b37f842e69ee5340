import Logging
import SessionConfiguration
import SessionCore
import SessionServer

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
        // Its file may have become the server's own since.
        if state.other?.names(configured) == true { return try moved(state) }
        let other = try other(of: state)
        if configured.isSame(as: other) { return try moved(state) }
        guard state.isBegun(with: configured) else {
            throw StartupProblem(
                "sessions are being moved from the backend \(state.backend) to \(state.to) (\(file.path)), and this "
                    + "configuration names neither, or its storage settings were changed since; put them back until the "
                    + "migration has ended. To start with \(state.to), storage has to be written word for word as there"
            )
        }
        guard state.phase != .copying else { return Decision(choice: configured, state: state) }
        logger.warning(
            "The sessions are in another store than the configuration names; it goes on with that one",
            metadata: [
                "configuration": "\(configured.driver.name)", "sessions": "\(state.to)",
                "phase": "\(state.phase.rawValue)",
            ])
        return Decision(choice: other, state: state)
    }

    /// For a configuration that names the store which sessions are moved to.
    private func moved(_ state: MigrationState) throws -> Decision {
        guard state.phase != .copying else {
            throw StartupProblem(
                "the sessions are not in the store of this configuration yet: the migration to \(state.to) was not cut "
                    + "over. Start with the configuration from before, and cut over or stop")
        }
        return Decision(choice: configured, end: MigrationEnd(file: file, state: state, logger: logger))
    }

    /// The store that sessions are moved to; once it has them, only the very one.
    private func other(of state: MigrationState) throws -> StorageChoice {
        let isCopying = state.phase == .copying
        let other: StorageChoice
        do {
            other = try target.choice(state.to)
        } catch {
            throw StartupProblem(
                "sessions are being moved to \(state.to) (\(file.path), phase \(state.phase.rawValue)), which cannot be "
                    + "read: \((error as? HallError)?.message ?? "\(error)"). Put it back beside the server's own"
                    + (isCopying ? "" : ", or, if this configuration names that very store, remove \(file.path)"))
        }
        guard isCopying || state.other?.names(other) ?? true else {
            throw StartupProblem(
                "the sessions are in the store of \(state.to) (\(file.path)), and its storage settings were changed "
                    + "since; put them back until the migration has ended")
        }
        return other
    }
}
