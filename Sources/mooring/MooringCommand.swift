import ArgumentParser

/// `mooring`: the server and what belongs to it.
@main
struct MooringCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mooring",
        abstract: "Shared terminals that stay: several windows, browsers and machines on the same live shells.",
        discussion: """
            Start with `mooring serve`, and open the address it prints in two windows.

            A configuration is a small YAML file; `mooring check FILE` says whether it is right and `mooring explain \
            FILE` what it means. Every setting can also be given as a variable: server.port as MOORING_SERVER_PORT.

            Exit codes: 0 done, 1 failed, 2 the call or the configuration is wrong.
            """,
        version: MooringVersion.text,
        subcommands: [
            ServeCommand.self, CheckCommand.self, ExplainCommand.self, SessionsCommand.self, ConformanceCommand.self,
            BenchCommand.self, MigrationCommand.self, ExportCommand.self, ImportCommand.self, KeysCommand.self,
        ]
    )

    /// The library ends with 64 for a wrong call; here, as for a wrong configuration, it is 2.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let code = exitCode(for: error)
            guard code == .validationFailure else { exit(withError: error) }
            ConfigurationSource.tell(fullMessage(for: error))
            exit(withError: ExitCode(2))
        }
    }
}
