import ArgumentParser
import SessionConfiguration

/// `mooring explain`: shows the settings that hold, where each comes from, and what they guarantee.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show the settings that would hold, where each comes from, and what they guarantee.",
        discussion: """
            Each setting comes from the built-in default, a place in FILE, or a MOORING_… variable. Users and \
            passwords in addresses are hidden. A configuration with problems ends with 2, as with check.
            """
    )

    @Argument(help: ArgumentHelp("The configuration to explain.", valueName: "FILE"))
    var file: String

    @Flag(help: "Print JSON for machines.")
    var json = false

    func run() throws {
        let report = ConfigurationReport(try ConfigurationSource.load(file))
        print(json ? try report.json() : report.text)
    }
}
