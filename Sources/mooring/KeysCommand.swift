import ArgumentParser

/// `mooring keys`: the keys of encryption at rest.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Make keys for encryption at rest.", subcommands: [KeysCommandMint.self])
}
