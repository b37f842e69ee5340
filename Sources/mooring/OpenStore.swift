import Logging
import SessionConfiguration
import SessionCore

/// A configured store that is lent for as long as something is read from it or written into it.
enum OpenStore {
    /// Opens the store, lends it, and closes it whatever became of the work.
    static func lend<Answer>(
        _ choice: StorageChoice, below folder: String, logger: Logger,
        to work: (any Exportable) async throws -> Answer
    ) async throws -> Answer {
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
