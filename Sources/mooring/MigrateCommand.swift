import ArgumentParser
import Foundation
import Logging
import SessionConfiguration
import SessionCore

/// `mooring migrate`: copies the sessions of one configured store into another one, while neither is served.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract: "Copy all sessions from one backend to another.",
        discussion: """
            Reads the store of the one configuration and writes that of the other: first what has ended, so that nothing \
            revoked is ever live in the copy, then the sessions. Nobody is signed out, and the source is left as it is. \
            Payloads are opened with the keys of the one and sealed with those of the other.

            Stop the server before: what changes while it is copied may be missed. (The file backend refuses while a \
            server has the folder; SQLite and Redis cannot tell.) Then start the server with the other configuration.

            Ctrl-C ends it in order, and tells how far it came. Run it again after that, or after a crash: it looks at what the target has already, \
            and goes on where that ends. --verify asks both stores for everything that either of them holds.

              mooring migrate --from file.yaml --to sqlite.yaml --dry-run
              mooring migrate --from file.yaml --to sqlite.yaml --verify

            Exit codes: 0 all is in the target, 1 it is not, 2 the call or a configuration is wrong.
            """
    )

    @Option(help: ArgumentHelp("The configuration of the store to read.", valueName: "FILE"))
    var from: String

    @Option(help: ArgumentHelp("The configuration of the store to write.", valueName: "FILE"))
    var to: String

    @Option(
        help: ArgumentHelp(
            "The folder for what is kept. Default: $XDG_STATE_HOME/mooring or ~/.local/state/mooring.", valueName: "DIR"
        ))
    var data: String?

    @Flag(name: .customLong("dry-run"), help: "Count what would be copied, and write nothing.")
    var dryRun = false

    @Flag(help: "Ask both stores for every session afterwards, and tell what they answer differently.")
    var verify = false

    func run() async throws {
        let (old, new) = (try ConfigurationSource.load(from), try ConfigurationSource.load(to))
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "mooring")
        logger.logLevel = max(new.logLevel, .warning)
        let folder = DataFolder.path(data, environment: ProcessInfo.processInfo.environment)
        let interruption = Interruption()
        let migration = Migration(
            folder: folder, dryRun: dryRun, verify: verify, logger: logger, interruption: interruption)
        do {
            try DataFolder.make(folder)
            try await interruption.heed { try await migration.run(from: old.storage, to: new.storage) }
        } catch let code as ExitCode {
            throw code
        } catch let asked as Interruption.Asked {
            ConfigurationSource.tell("mooring: \(asked.sentence)")
            throw ExitCode(1)
        } catch {
            ConfigurationSource.tell("mooring: \(StartupFailure.sentence(for: error, at: new.server))")
            throw ExitCode(1)
        }
    }
}
