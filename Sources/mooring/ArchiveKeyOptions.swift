import ArgumentParser
import Foundation
import SessionConfiguration
import SessionCore

/// Which keys an export is sealed or opened with.
struct ArchiveKeyOptions: ParsableArguments {
    @Option(
        name: .customLong("key-file"),
        help: ArgumentHelp(
            "The file with the keys, as mooring keys new prints them. Default: the keys of the configuration.",
            valueName: "FILE"))
    var keyFile: String?

    @Option(
        name: .customLong("key-variable"),
        help: ArgumentHelp("The environment variable with the keys, in place of a file.", valueName: "NAME"))
    var keyVariable: String?

    @Flag(help: "The file is not encrypted: whoever has it reads the names and payloads of all sessions.")
    var plain = false

    func validate() throws {
        guard [keyFile != nil, keyVariable != nil, plain].count(where: { $0 }) <= 1 else {
            throw ValidationError("--key-file, --key-variable and --plain exclude each other; name one")
        }
    }

    /// The keys, or nothing for `--plain`; tells what is missing and ends with 2.
    func keys(standard: EncryptionChoice?) throws -> EncryptionKeys? {
        if plain { return nil }
        do {
            if let keyFile { return try EncryptionKeyFile.read(keyFile) }
            if let keyVariable {
                guard let text = ProcessInfo.processInfo.environment[keyVariable], !text.isEmpty else {
                    throw StartupProblem("the environment variable \(keyVariable) of --key-variable is not set")
                }
                return try EncryptionKeys(text: text)
            }
        } catch let problem as EncryptionKeysProblem {
            throw refusal("the environment variable \(keyVariable ?? ""): \(problem.what)")
        } catch {
            throw refusal("\(error)")
        }
        guard let standard else {
            throw refusal(
                "there is no key: make one with (umask 077; mooring keys new > keys) and name it with --key-file keys, "
                    + "or say --plain for a file that is not encrypted")
        }
        return standard.keys
    }

    private func refusal(_ what: String) -> ExitCode {
        ConfigurationSource.tell("mooring: \(what)")
        return ExitCode(2)
    }
}
