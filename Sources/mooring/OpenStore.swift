import Logging
import SessionConfiguration
import SessionCore

/// A configured store that is lent for as long as something is read from it or written into it.
enum OpenStore {
    /// Opens the store, lends it, and closes it whatever became of the work.
    ///
    /// - Parameter mayBeAny: whether it need not be the one that has the sessions, where an online migration has moved
    ///   them.
    static func lend<Answer>(
        _ choice: StorageChoice, below folder: String, mayBeAny: Bool = false, logger: Logger,
        to work: (any Exportable) async throws -> Answer
    ) async throws -> Answer {
        let file = MigrationStateFile(below: folder)
        if !mayBeAny, let state = try file.load(), !state.hasSessions(in: choice) {
            let (place, name) =
                state.phase == .copying
                ? ("the store from before it, in the backend \(state.backend)", "the configuration from before")
                : ("the store of \(state.to)", state.to)
            throw StartupProblem(
                "sessions are moved by an online migration (\(file.path), phase \(state.phase.rawValue)): they are in "
                    + "\(place), and this configuration names another. Name \(name), with its storage settings as they "
                    + "were then; for a store that has nothing to do with it, name another folder with --data")
        }
        let store = try await choice.open(below: folder, logger: logger)
        let answer: Answer
        do {
            guard let exportable = store as? any Exportable else {
                throw StartupProblem("the backend \(choice.driver.name) can neither be exported nor restored")
            }
            answer = try await work(exportable)
        } catch {
            try? await (store as? any ClosableStorage)?.close()
            throw error
        }
        try await (store as? any ClosableStorage)?.close()
        return answer
    }
}
