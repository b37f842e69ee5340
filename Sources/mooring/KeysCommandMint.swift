import ArgumentParser
import Foundation
import SessionCore

/// `mooring keys new`: prints a line for the file of keys.
struct KeysCommandMint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Print a new key, as a line for the file of storage.encryption.key-file.",
        discussion: """
            What is printed is the secret itself. Begin a file with it: (umask 077; mooring keys new > keys). To change \
            keys, put the new line before the old ones; what is written from then on is sealed with it, and the old \
            ones still open what they sealed. docs/encryption.md says when an old one can go.
            """
    )

    @Option(
        help: ArgumentHelp("What the key is called. Default: today's date and six random letters.", valueName: "ID"))
    var id: String?

    func run() throws {
        let name = id ?? KeysCommandMint.standardName()
        guard let line = EncryptionKey.newLine(id: name) else {
            throw ValidationError("'\(name)' names no key; a name is 1 to 64 of a-z, 0-9, - and _")
        }
        print(line)
    }

    private static func standardName() -> String {
        let date = Date.now.formatted(.iso8601.year().month().day())
        return date + "-" + SessionHandle.random().text.prefix(6)
    }
}
