import ArgumentParser

/// `mooring migrate cut-over`.
struct MigrationCommandCutOver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cut-over",
        abstract: "Have the new store answer from now on.",
        discussion: """
            Compares everything once more, then holds all calls for a moment and changes over. Refused while the new store \
            lacks anything. The old store gets every write from then on, so that roll-back loses nothing.

              mooring migrate cut-over --token-file admin.token
            """
    )

    @OptionGroup var options: MigrationCommandOptions

    func run() async throws {
        try await options.take(MigrationCommandStep("cut-over"))
    }
}
