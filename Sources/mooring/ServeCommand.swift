import ArgumentParser
import Foundation
import Logging
import SessionConfiguration

/// `mooring serve`: runs the server until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server.",
        discussion: """
            Prints the address to open once it listens. Ends in order at SIGTERM or Ctrl-C; a second one ends at once.

            Without --config it reads the file that $MOORING_CONFIG names. With neither it runs with the built-in \
            defaults: 127.0.0.1:57575, sessions in files below the data folder, browsers known by a workspace token.
            """
    )

    @Option(help: ArgumentHelp("The configuration file. Default: $MOORING_CONFIG.", valueName: "FILE"))
    var config: String?

    @Option(help: ArgumentHelp("Listen on this host instead of server.host.", valueName: "HOST"))
    var host: String?

    @Option(help: ArgumentHelp("Listen on this port instead of server.port; 0 takes a free one.", valueName: "PORT"))
    var port: String?

    @Option(
        help: ArgumentHelp(
            "The folder for what is kept. Default: $XDG_STATE_HOME/mooring or ~/.local/state/mooring.", valueName: "DIR"
        ))
    var data: String?

    @Option(
        name: .customLong("static"),
        help: ArgumentHelp("Serve the files of this folder before the built-in page.", valueName: "DIR"))
    var staticFolder: String?

    @OptionGroup(title: "Refused unless named")
    var allowed: ExposureOptions

    func run() async throws {
        let overrides = [
            host.map { ServerConfiguration.Override("server.host", $0, flag: "--host") },
            port.map { ServerConfiguration.Override("server.port", $0, flag: "--port") },
        ].compactMap(\.self)
        let environment = ProcessInfo.processInfo.environment
        let file = config ?? environment["MOORING_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        let configuration = try ConfigurationSource.load(file, overrides: overrides)
        for warning in configuration.warnings { ConfigurationSource.tell("warning: \(warning)") }
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "mooring")
        logger.logLevel = configuration.logLevel
        let server = RunningServer(
            configuration: configuration, configurationFile: file,
            dataFolder: DataFolder.path(data, environment: environment),
            staticFolder: staticFolder, allowed: allowed, environment: environment, logger: logger)
        do {
            try await server.run()
        } catch {
            ConfigurationSource.tell("mooring: \(StartupFailure.sentence(for: error, at: configuration.server))")
            throw ExitCode(1)
        }
    }
}
