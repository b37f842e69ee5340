import ArgumentParser
import SessionConfiguration

/// `mooring check`: says whether a configuration is sound.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say whether a configuration file is right, without starting anything.",
        discussion: """
            Prints "FILE: ok", or every problem as FILE:LINE:COLUMN with what is allowed and what was probably meant, \
            and ends with 2. MOORING_… variables count as they do for serve.
            """
    )

    @Argument(help: ArgumentHelp("The configuration to check.", valueName: "FILE"))
    var file: String

    func run() throws {
        let configuration = try ConfigurationSource.load(file)
        for warning in configuration.warnings {
            ConfigurationSource.tell("warning: \(warning)")
        }
        print("\(file): ok")
    }
}
