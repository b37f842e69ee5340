import ArgumentParser
import Foundation
import InstalledPlugins
import Logging
import SessionBench
import SessionCore

/// `mooring bench jwt`: measures what the verification of a token costs, beside the bare check of its signature.
struct BenchJWTCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jwt",
        abstract: "Measure what the verification of tokens costs, by algorithm, beside the bare signature check.",
        discussion: """
            Makes keys and tokens of its own, and gives them to the strategy user-jwt as a server does: never seen \
            before (cold), and seen before (cached). The floor is the check of the signature alone. Measure with a \
            release build.
            """
    )

    @Option(help: ArgumentHelp("Tokens that are verified in each run.", valueName: "N"))
    var tokens = 300

    @Option(help: ArgumentHelp("How often everything is measured; the median is shown.", valueName: "N"))
    var runs = 5

    @Option(help: "How the report is written.")
    var output: BenchStorageOptions.Output = .table

    mutating func validate() throws {
        if let problem = TokenPlan(tokens: tokens, runs: runs).problem { throw ValidationError("--\(problem)") }
    }

    func run() async throws {
        let stop = BenchInterruption()
        let signals = await BenchSignals(stop)
        let folder = try BenchFolder(below: nil)
        let line = StatusLine.standardError
        let began = Date()
        let settings = BenchSettings(
            folder: folder.path, mark: folder.mark, versions: ["mooring": MooringVersion.text],
            commit: BenchFolder.commit, stop: stop,
            progress: { line.show($0.bar(elapsed: Date().timeIntervalSince(began))) })
        let plan = TokenPlan(tokens: tokens, runs: runs)
        var report = await signals.watch {
            await TokenBench.run(plan, settings) { keys, issuer, audience in
                try await BenchJWTCommand.strategy(keys, issuer, audience, folder.path)
            }
        }
        line.clear()
        report.notes += folder.remove(keysOn: [])
        switch output {
        case .table: print(report.text)
        case .json: print(try report.json())
        case .html: print(report.html)
        }
        if let failure = report.failure { ConfigurationSource.tell("mooring: \(failure)") }
        if report.failure != nil || report.isInterrupted { throw ExitCode(1) }
    }

    /// The strategy as a server has it, over sessions in memory.
    private static func strategy(
        _ keys: String, _ issuer: String, _ audience: String, _ folder: String
    ) async throws -> any IdentityStrategy {
        guard let store = InstalledPlugins.storage.first(where: { $0.name == "memory" }),
            let driver = InstalledPlugins.identity.first(where: { $0.name == "user-jwt" })
        else { throw BenchFailure("this build has no user-jwt, or no memory to keep its sessions in") }
        var logger = Logger(label: "bench") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        let storage = try await store.open(
            StorageDriver.Environment(
                settings: PluginSettings(plugin: "memory", values: [:]), namespace: .standard, durability: .none,
                dataDirectory: folder, logger: logger))
        let sessions = SessionManager(storage: storage, clock: SystemClock(), logger: logger)
        return try await driver.make(
            IdentityDriver.Environment(
                settings: PluginSettings(
                    plugin: "user-jwt", values: ["issuer": issuer, "audience": audience, "keys": keys]),
                sessions: sessions, dataDirectory: folder, logger: logger))
    }
}
