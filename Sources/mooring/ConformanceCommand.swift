import ArgumentParser
import Foundation
import InstalledPlugins
import Logging
import SessionConfiguration
import SessionConformance
import SessionCore

/// `mooring conformance`: holds a configured backend to the promises of the storage contract.
struct ConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Hold a storage backend to its promises, and say which it keeps.",
        discussion: """
            Runs the conformance kit on the backend of FILE, or on the one that --backend names, with the settings it \
            has there. It works in namespaces of its own, named conformance-…, never in the configured one, and empties \
            them afterwards.

            Ctrl-C ends it early, with a report of what was run. Exit codes: 0 every promise was kept, 1 one was broken \
            or the run was cut short, 2 the call or the configuration is wrong.
            """
    )

    @Option(help: ArgumentHelp("The backend. Default: storage.backend of the configuration.", valueName: "NAME"))
    var backend: String?

    @Option(help: ArgumentHelp("The configuration file. Default: $MOORING_CONFIG.", valueName: "FILE"))
    var config: String?

    @Flag(help: "Print the report as JSON, for machines (docs/conformance-report.schema.json).")
    var json = false

    @Option(
        help: ArgumentHelp(
            "The folder for what is kept. Default: $XDG_STATE_HOME/mooring or ~/.local/state/mooring.", valueName: "DIR"
        ))
    var data: String?

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp("Run only cases with this text in their name or promise.", valueName: "FILTER"))
    var filter: String?

    @Option(help: ArgumentHelp("The seed of an earlier report, to run it again.", valueName: "N"))
    var seed: UInt64?

    @Option(help: ArgumentHelp("How much work to do: quick or full.", valueName: "SCALE"))
    var scale = ConformanceAmount.quick

    @Flag(help: "List the cases that would be run, and run none.")
    var list = false

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let file = config ?? environment["MOORING_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        let overrides = backend.map { [ServerConfiguration.Override("storage.backend", $0, flag: "--backend")] } ?? []
        let configuration = try ConfigurationSource.load(file, overrides: overrides)
        let cases = StorageConformance.cases(for: configuration.storage.driver.abilities).filter { promise in
            filter.map { promise.description.localizedCaseInsensitiveContains($0) } ?? true
        }
        guard !cases.isEmpty else {
            ConfigurationSource.tell("mooring: no case has '\(filter ?? "")' in its name; --list shows all")
            throw ExitCode(2)
        }
        if list { return print(cases.map(\.description).joined(separator: "\n")) }
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "mooring")
        // Cases bring about what an operator would be warned of.
        logger.logLevel = max(configuration.logLevel, .error)
        // From here on there is something to tidy up.
        let interrupt = ConformanceInterrupt()
        let folder = DataFolder.path(data, environment: environment)
        let ground = ConformanceGround(configuration.storage, dataFolder: folder, logger: logger)
        do {
            try DataFolder.make(folder)
            try await ground.tryOut()
        } catch {
            ConfigurationSource.tell("mooring: \(StartupFailure.sentence(for: error, at: configuration.server))")
            throw ExitCode(1)
        }
        let report = await ConformanceRunner(
            ground: ground, scale: scale.scale(seed: seed), amount: scale, interrupt: interrupt
        ).run(cases)
        print(json ? try report.json() : report.text)
        if !report.isKept { throw ExitCode(1) }
    }
}
