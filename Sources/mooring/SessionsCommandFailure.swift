import ArgumentParser

/// Why a subcommand of `mooring sessions` did not do its work, in a sentence.
struct SessionsCommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    /// Runs a body; what goes wrong in it is told on standard error, and ends the command with 1.
    static func told<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch let error as SessionsCommandFailure {
            ConfigurationSource.tell("mooring: \(error)")
            throw ExitCode(1)
        }
    }
}
