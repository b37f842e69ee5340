import ArgumentParser

/// `mooring migrate`: sessions move from one store to another, offline or under a running server.
struct MigrationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Move all sessions from one backend to another, offline or while the server runs.",
        discussion: """
            With --from and --to it copies between two stores that no server uses: see mooring migrate copy --help.

            The other subcommands move the sessions of a running server, and nobody is signed out. Put a token of your own, \
            at least 16 characters, into a file and name it in the server's configuration as server.admin.token-file; put \
            the configuration of the new store, redis.yaml say, beside the server's own. Then, with the same token in \
            MOORING_ADMIN_TOKEN or a file named by --token-file:

              mooring migrate start redis.yaml     the new store is filled, and gets every write
              mooring migrate status --watch       how far it is; end it with Ctrl-C
              mooring migrate cut-over             the new store answers, the old one gets every write
              mooring migrate roll-back            back to the old store; nothing is lost
              mooring migrate finish               the old store is left alone

            After finish, have the server start with the new configuration. docs/migration-online.md says what each step \
            guarantees, and what happens when a store or the server goes down in between.

            Exit codes: 0 done, 1 refused or failed and nothing changed, 2 the call is wrong.
            """,
        subcommands: [
            MigrateCommand.self, MigrationCommandStart.self, MigrationCommandStatus.self, MigrationCommandCutOver.self,
            MigrationCommandRollBack.self, MigrationCommandFinish.self, MigrationCommandStop.self,
        ],
        defaultSubcommand: MigrateCommand.self
    )
}
