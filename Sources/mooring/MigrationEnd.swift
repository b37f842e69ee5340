import Logging

/// The end of a migration: the server is reached, and has the configuration of the store that the sessions moved to.
struct MigrationEnd: Sendable {
    let file: MigrationStateFile
    /// What was written down when the server started.
    let state: MigrationState
    let logger: Logger

    /// Removes what is written down, unless another migration has begun meanwhile.
    func take() {
        do {
            guard try file.load() == state else { return }
            try file.remove()
            logger.notice("The configuration names the store that sessions moved to; the migration has ended")
        } catch {
            logger.warning(
                "The migration has ended, and what is written down of it stays until the next start",
                metadata: ["problem": "\(error)"])
        }
    }
}
