import ArgumentParser

/// `mooring migrate roll-back`.
struct MigrationCommandRollBack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roll-back",
        abstract: "Have the old store answer again.",
        discussion: """
            Loses nothing: the old store has every write that was acknowledged. Refused while it lacks one; --accept-loss goes \
            back all the same, and what is listed as missing is lost. It does not need the new store to be up.

              mooring migrate roll-back --token-file admin.token
            """
    )

    @Flag(help: "Go back although writes are missing in the old store. They are lost.")
    var acceptLoss = false

    @OptionGroup var options: MigrationCommandOptions

    func run() async throws {
        try await options.take(MigrationCommandStep("roll-back", acceptLoss: acceptLoss))
    }
}
