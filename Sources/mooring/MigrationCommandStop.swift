import ArgumentParser

/// `mooring migrate stop`.
struct MigrationCommandStop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Give up, before the cut-over.",
        discussion: """
            The old store goes on alone. What the new one holds stays there, and a later start goes on from it.

              mooring migrate stop --token-file admin.token
            """
    )

    @OptionGroup var options: MigrationCommandOptions

    func run() async throws {
        try await options.take(MigrationCommandStep("stop"))
    }
}
