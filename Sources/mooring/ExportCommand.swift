import ArgumentParser
import Foundation
import Logging
import SessionArchive
import SessionConfiguration
import SessionCore

/// `mooring export`: writes the sessions of a configured store into a file.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all sessions of a backend into a file.",
        discussion: """
            Writes JSON lines that mooring import reads into any backend (docs/export-format.md): a header, then what \
            has ended, then the sessions, then a line that says that it is whole. Tokens are not in it: a store has \
            only their hashes, so nobody is signed out by moving and nobody gets in by reading. Payloads and the names \
            of users are, so the file is encrypted: with --key-file or --key-variable, or with the keys that the \
            configuration has for storage.encryption. --plain says that it is to be readable.

            Stop the server before: what changes meanwhile may be missed. (The file backend refuses while a server has \
            the folder.) The file appears under its name when it is whole; Ctrl-C leaves nothing. (A second \
            Ctrl-C ends the program at once; FILE.part-PID stays then, until the next export to FILE removes it.)

              (umask 077; mooring keys new > keys)
              mooring export --config mooring.yaml --key-file keys --output sessions.jsonl
              mooring export --config mooring.yaml --key-file keys | gzip > sessions.jsonl.gz
              mooring import --config new.yaml --key-file keys sessions.jsonl

            Exit codes: 0 the file is whole, 1 it is not, 2 the call or the configuration is wrong.
            """
    )

    @Option(help: ArgumentHelp("The configuration file. Default: $MOORING_CONFIG.", valueName: "FILE"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "The folder for what is kept. Default: $XDG_STATE_HOME/mooring or ~/.local/state/mooring.", valueName: "DIR"
        ))
    var data: String?

    @Option(help: ArgumentHelp("The file to write, or - for standard output. Default: -.", valueName: "FILE"))
    var output = "-"

    @Flag(help: "Replace a file that is there already.")
    var force = false

    @OptionGroup var key: ArchiveKeyOptions

    func run() async throws {
        let work = try ArchiveWork(config: config, data: data)
        let keys = try key.keys(standard: work.configuration.storage.encryption)
        if output == "-" && isatty(STDOUT_FILENO) == 1 {
            ConfigurationSource.tell("mooring: standard output is a terminal; name a file with --output FILE")
            throw ExitCode(2)
        }
        if keys == nil {
            ConfigurationSource.tell(
                "mooring: warning: the export is not encrypted; whoever reads it reads the names of all users and the "
                    + "payloads of all sessions")
        }
        let storage = work.configuration.storage
        let header = ArchiveHeader(
            created: SystemClock().now, backend: storage.driver.name, namespace: storage.namespace, key: keys?.sealing)
        let (output, force) = (output, force)
        let remains =
            output == "-"
            ? "what came out is cut off, and an import refuses it; run it again from the beginning"
            : "there is no file \(output) of it; run it again from the beginning"
        try await work.run { interruption in
            try await OpenStore.lend(storage, below: work.folder, logger: work.logger) { source in
                let writer = try ArchiveWriter(header, key: keys?.sealing)
                let export = Export(source: source, remains: remains, interruption: interruption)
                if output == "-" {
                    try await export.run(writer, to: FileHandle.standardOutput.write(contentsOf:))
                } else {
                    let file = try NewFile(output, mayReplace: force)
                    try await export.run(writer) { try file.write($0) }
                    try file.finish()
                }
            }
        }
    }
}
