import TestSupport
import Testing

/// The real `mooring sessions`: what it says of a wrong call, and where options may stand.
@Suite struct SessionsCommandTests {
    private static let token = String(repeating: "a", count: 64)

    private func sessions(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> (code: Int32, output: String) {
        // What the machine of the test has set must not count.
        let neutral = ["MOORING_TOKEN": "", "MOORING_URL": ""]
        return try await ChildProcess.run(
            BuildProducts.executable("mooring"), ["sessions"] + arguments,
            environment: neutral.merging(environment) { $1 })
    }

    @Test(arguments: ["list", "show", "revoke", "rotate"])
    func aWrongCallIsAnsweredWithTheUsageOfItsOwnSubcommand(_ name: String) async throws {
        let id = ["list", "rotate"].contains(name) ? [] : ["x"]
        let missing = "/nowhere/token"
        let calls: [(arguments: [String], words: String)] = [
            ([], "who are you?"),
            (["--token", Self.token, "--url", "ftp://x"], "'ftp://x' is no server's address"),
            (["--token-file", missing], missing),
            (["--token", "two words"], "characters that no token has"),
        ]
        for call in calls {
            let answer = try await sessions([name] + id + call.arguments)
            #expect(answer.code == 2, "\(call.arguments)")
            #expect(answer.output.contains(call.words), "\(answer.output)")
            #expect(answer.output.contains("Usage: mooring sessions \(name) "), "\(answer.output)")
        }
    }

    @Test func anOptionBeforeTheSubcommandIsNamedAndNotTakenForAnother() async throws {
        let answer = try await sessions(["--url", "http://127.0.0.1:1", "show", "x"])
        #expect(answer.code == 2)
        #expect(answer.output.contains("--url"), "\(answer.output)")
        #expect(!answer.output.contains("unexpected arguments"), "\(answer.output)")
        #expect(answer.output.contains("Usage: mooring sessions <subcommand>"), "\(answer.output)")
    }

    /// Who asks for help has no token yet.
    @Test(arguments: [["--help"], ["show", "--help"], []])
    func helpNeedsNoToken(_ arguments: [String]) async throws {
        let answer = try await sessions(arguments)
        #expect(answer.code == 0)
        #expect(answer.output.contains("USAGE: mooring sessions"), "\(answer.output)")
    }

    @Test func aRightCallWithNobodyThereEndsWithOne() async throws {
        let answer = try await sessions(
            ["show", "--url", "http://127.0.0.1:1", "x"], environment: ["MOORING_TOKEN": Self.token])
        #expect(answer.code == 1)
        #expect(answer.output.contains("no answer from http://127.0.0.1:1"), "\(answer.output)")
    }
}
