import ArgumentParser
import Foundation

/// What every subcommand of `mooring sessions` takes: where the server is, and who asks.
struct SessionsCommandOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The server's address. Default: $MOORING_URL, or http://127.0.0.1:57575.", valueName: "URL"))
    var url: String?

    @Option(
        help: ArgumentHelp(
            "The workspace's token. Others can see it in the list of processes; $MOORING_TOKEN or --token-file hide it.",
            valueName: "TOKEN"))
    var token: String?

    @Option(help: ArgumentHelp("A file with the workspace's token in it.", valueName: "FILE"))
    var tokenFile: String?

    @Flag(help: "Print the server's answer as JSON, for machines.")
    var json = false

    /// The client that the options and the environment describe.
    private var described: SessionsCommandClient?

    /// What is parsed; a client is not.
    private enum CodingKeys: CodingKey { case url, token, tokenFile, json }

    /// Makes the client here rather than when it is needed, so that what can be no address or no token is answered with
    /// the usage of the subcommand that was called.
    mutating func validate() throws {
        guard token == nil || tokenFile == nil else {
            throw ValidationError("--token and --token-file both say who you are; name one")
        }
        described = try client(in: ProcessInfo.processInfo.environment)
    }

    /// The client that the options and the environment describe.
    func client() throws -> SessionsCommandClient {
        try described ?? client(in: ProcessInfo.processInfo.environment)
    }

    private func client(in environment: [String: String]) throws -> SessionsCommandClient {
        SessionsCommandClient(
            base: try SessionsCommandOptions.base(url, environment), token: try shownToken(environment))
    }

    /// The server that an option, or else the environment, names.
    static func base(_ url: String?, _ environment: [String: String]) throws -> URLComponents {
        let address = url ?? environment["MOORING_URL"].flatMap { $0.isEmpty ? nil : $0 } ?? "http://127.0.0.1:57575"
        guard let base = URLComponents(string: address), ["http", "https"].contains(base.scheme?.lowercased()),
            base.host?.isEmpty == false, base.query == nil, base.fragment == nil, ["", "/"].contains(base.path)
        else { throw ValidationError("'\(address)' is no server's address; one looks like http://127.0.0.1:57575") }
        return base
    }

    private func shownToken(_ environment: [String: String]) throws -> String {
        var text = token ?? environment["MOORING_TOKEN"] ?? ""
        if let tokenFile {
            guard let content = try? String(contentsOfFile: tokenFile, encoding: .utf8) else {
                throw ValidationError("\(tokenFile): cannot be read as a file with a token in it")
            }
            text = content
        }
        text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else {
            throw ValidationError("who are you? Put your workspace's token in MOORING_TOKEN, or name --token-file FILE")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw ValidationError("the token has characters that no token has")
        }
        return text
    }
}
