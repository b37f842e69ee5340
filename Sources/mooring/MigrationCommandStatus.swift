import ArgumentParser

/// `mooring migrate status`.
struct MigrationCommandStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how it stands.",
        discussion: """
            With --watch it goes on until the new store holds everything, or Ctrl-C; on a terminal it shows how far it is.

              mooring migrate status --watch --token-file admin.token
            """
    )

    @Flag(help: "Wait until the new store holds everything, and show how far it is.")
    var watch = false

    @OptionGroup var options: MigrationCommandOptions

    /// How often a watched server is asked.
    static let interval = Duration.milliseconds(500)

    func run() async throws {
        try await SessionsCommandFailure.told {
            let line = StatusLine.standardError
            defer { line.clear() }
            while true {
                let data = try await options.report()
                let report = try options.client().read(MigrationCommandReport.self, from: data)
                guard watch, report.phase != "none", report.phase != "finished", !report.complete else {
                    line.clear()
                    return try options.show(data)
                }
                line.show(report.line)
                try await Task.sleep(for: MigrationCommandStatus.interval)
            }
        }
    }
}
