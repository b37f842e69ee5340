import ArgumentParser
import Foundation
import SessionArchive
import SessionConfiguration
import SessionCore

/// `mooring import`: takes the sessions of an exported file into a configured store.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take the sessions of an exported file into a backend.",
        discussion: """
            Reads what mooring export wrote. A file is read to its end and checked first: one that is damaged, cut off \
            or sealed with another key changes nothing, and the line is named. Standard input (-) is taken in as it \
            comes: there, the lines before a damaged one are in the store already.

            Nothing is undone by it: what has ended stays ended, and of two versions of a session the later one stays. \
            So a file may be taken in twice, and after Ctrl-C or a crash the same call goes on where that ended.

            The server on the store may run with SQLite and Redis; the file backend refuses while one has the folder.

              mooring import --config new.yaml --key-file keys sessions.jsonl
              mooring import --config new.yaml --key-file keys --dry-run sessions.jsonl
              gunzip < sessions.jsonl.gz | mooring import --config new.yaml --key-file keys -

            Exit codes: 0 all is in the store, 1 it is not, 2 the call or the configuration is wrong.
            """
    )

    @Argument(help: ArgumentHelp("The file to read, or - for standard input.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The configuration file. Default: $MOORING_CONFIG.", valueName: "FILE"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "The folder for what is kept. Default: $XDG_STATE_HOME/mooring or ~/.local/state/mooring.", valueName: "DIR"
        ))
    var data: String?

    @Flag(name: .customLong("dry-run"), help: "Check the file to its end, and write nothing.")
    var dryRun = false

    @OptionGroup var key: ArchiveKeyOptions

    func run() async throws {
        let work = try ArchiveWork(config: config, data: data)
        let keys = try key.keys(standard: work.configuration.storage.encryption)
        let (file, dryRun, storage) = (file, dryRun, work.configuration.storage)
        if !dryRun && !storage.driver.abilities.contains(.persistent) {
            ConfigurationSource.tell(
                "mooring: the backend \(storage.driver.name) keeps nothing when this command ends; name another")
            throw ExitCode(2)
        }
        try await work.run { interruption in
            let archive = try ArchiveFile(file, keys: keys)
            let restoring = Import(archive: archive, interruption: interruption)
            if dryRun || archive.isSeekable {
                let count = try restoring.check()
                if dryRun {
                    return print(
                        "Would import \(count.sessions) sessions, \(count.tombstones) tombstones and "
                            + "\(count.epochs) epochs. Nothing was written.")
                }
            }
            try await OpenStore.lend(storage, below: work.folder, logger: work.logger) { target in
                try await restoring.run(into: target)
            }
        }
    }
}
