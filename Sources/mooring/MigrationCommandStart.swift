import ArgumentParser

/// `mooring migrate start`.
struct MigrationCommandStart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Begin: fill a new store while the server runs.",
        discussion: """
            FILE is the name of a configuration in the folder of the server's own; what it says of storage counts, and nothing \
            else. The new store has to be empty, or hold only what is known in the old one. Users notice nothing.

              mooring migrate start redis.yaml --token-file admin.token
            """
    )

    @Argument(help: ArgumentHelp("The configuration of the new store, as the server finds it.", valueName: "FILE"))
    var file: String

    @OptionGroup var options: MigrationCommandOptions

    func run() async throws {
        try await options.take(MigrationCommandStep("start", to: file))
    }
}
