import ArgumentParser

/// `mooring migrate finish`.
struct MigrationCommandFinish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "finish",
        abstract: "Leave the old store alone, after the cut-over.",
        discussion: """
            There is no way back after it. Have the server start with the new configuration then; until it does, it goes on \
            with the new store and says so at each start.

              mooring migrate finish --token-file admin.token
            """
    )

    @OptionGroup var options: MigrationCommandOptions

    func run() async throws {
        try await options.take(MigrationCommandStep("finish"))
    }
}
