import ArgumentParser
import Foundation

/// What every subcommand of `mooring migrate` takes that asks a running server.
struct MigrationCommandOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The server's address. Default: $MOORING_URL, or http://127.0.0.1:57575.", valueName: "URL"))
    var url: String?

    @Option(
        help: ArgumentHelp(
            "The token of server.admin.token-file. Others can see it in the list of processes; $MOORING_ADMIN_TOKEN or "
                + "--token-file hide it.", valueName: "TOKEN"))
    var token: String?

    @Option(help: ArgumentHelp("A file with the token in it.", valueName: "FILE"))
    var tokenFile: String?

    @Flag(help: "Print the server's answer as JSON, for machines.")
    var json = false

    /// How long a step may take, in seconds: a cut-over compares everything first.
    static let patience = 3_600.0

    /// Looks at what was given, so that a wrong call is answered with the usage of its subcommand.
    func validate() throws {
        _ = try client()
    }

    /// Asks how it stands.
    func report() async throws -> Data {
        try await client().send("GET", at: "/api/admin/migration")
    }

    /// Takes a step, and prints how it stands then.
    func take(_ step: MigrationCommandStep) async throws {
        try await SessionsCommandFailure.told {
            let body = try JSONEncoder().encode(step)
            let data = try await client().send(
                "POST", at: "/api/admin/migration", body: body, patience: MigrationCommandOptions.patience)
            try show(data)
        }
    }

    /// Prints an answer.
    func show(_ data: Data) throws {
        let report = try client().read(MigrationCommandReport.self, from: data)
        print(json ? String(decoding: data, as: UTF8.self) : report.text)
    }

    func client() throws -> SessionsCommandClient {
        let environment = ProcessInfo.processInfo.environment
        guard token == nil || tokenFile == nil else {
            throw ValidationError("--token and --token-file both say who you are; name one")
        }
        var text = token ?? environment["MOORING_ADMIN_TOKEN"] ?? ""
        if let tokenFile {
            guard let content = try? String(contentsOfFile: tokenFile, encoding: .utf8) else {
                throw ValidationError("\(tokenFile): cannot be read as a file with a token in it")
            }
            text = content
        }
        text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw ValidationError(
                "who are you? Put the token of the server's server.admin.token-file in MOORING_ADMIN_TOKEN, or name "
                    + "--token-file FILE")
        }
        return SessionsCommandClient(base: try SessionsCommandOptions.base(url, environment), token: text)
    }
}
