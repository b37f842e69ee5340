import ArgumentParser
import Foundation
import Logging
import SessionConfiguration

/// What export and import have in common: a configured store, a folder, and an end in order.
struct ArchiveWork: Sendable {
    let configuration: ServerConfiguration
    let folder: String
    let logger: Logger

    init(config: String?, data: String?) throws {
        let environment = ProcessInfo.processInfo.environment
        let file = config ?? environment["MOORING_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        configuration = try ConfigurationSource.load(file)
        folder = DataFolder.path(data, environment: environment)
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "mooring")
        logger.logLevel = max(configuration.logLevel, .warning)
        self.logger = logger
    }

    /// Does the work, and ends with 1 and a sentence when it failed or was ended by a signal.
    func run(_ work: @escaping @Sendable (Interruption) async throws -> Void) async throws {
        let interruption = Interruption()
        do {
            try DataFolder.make(folder)
            try await interruption.heed { try await work(interruption) }
        } catch let code as ExitCode {
            throw code
        } catch let asked as Interruption.Asked {
            ConfigurationSource.tell("mooring: \(asked.sentence)")
            throw ExitCode(1)
        } catch {
            ConfigurationSource.tell("mooring: \(StartupFailure.sentence(for: error, at: configuration.server))")
            throw ExitCode(1)
        }
    }
}
