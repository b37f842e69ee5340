import Foundation
import TestSupport
import Testing

/// The real `mooring conformance`: what it runs, what it says, and what it leaves.
@Suite struct ConformanceCommandTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func conformance(_ arguments: String...) async throws -> (code: Int32, output: String) {
        try await ChildProcess.run(
            BuildProducts.executable("mooring"), ["conformance", "--data", folder.path("data")] + arguments,
            environment: ["MOORING_CONFIG": ""], within: .seconds(120))
    }

    @Test func reportGroupsByPromiseAndNamesTheSeed() async throws {
        let configuration = try folder.write("storage: {backend: memory}\n", to: "mooring.yaml")
        let answer = try await conformance("--config", configuration, "--case", "revok", "--seed", "42")
        #expect(answer.code == 0, "\(answer.output)")
        #expect(answer.output.contains("backend memory, durability none"), "\(answer.output)")
        #expect(answer.output.contains("seed 42"), "\(answer.output)")
        #expect(answer.output.contains("  kept    promise 7, "), "\(answer.output)")
        #expect(answer.output.contains("Nothing is left"), "\(answer.output)")
        #expect(!answer.output.contains("\u{1b}"), "progress is for terminals")
    }

    @Test func configuredNamespaceIsNeverTouchedAndTheOwnOnesAreEmptied() async throws {
        let answer = try await conformance("--backend", "file", "--case", "SessionStorage promise 8", "--json")
        #expect(answer.code == 0, "\(answer.output)")
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any], "\(answer.output)")
        #expect(report["format"] as? Int == 1)
        #expect(report["interrupted"] as? Bool == false)
        let cases = try #require(report["cases"] as? [[String: Any]])
        #expect(cases.count == 2)
        #expect(cases.allSatisfy { $0["verdict"] as? String == "passed" })
        let folders = try FileManager.default.subpathsOfDirectory(atPath: folder.path("data"))
        #expect(!folders.contains { $0.split(separator: "/").contains("default") }, "\(folders)")
        #expect(folders.contains { $0.contains("conformance-") }, "\(folders)")
    }

    @Test(arguments: ["sqlite", "redis"])
    func encryptedStoreIsHeldToItsPromisesAsItIsConfigured(_ backend: String) async throws {
        let server = backend == "redis" ? try await RedisServer() : nil
        let settings = server.map { "redis: {url: \"\($0.url)\", timeout: 20s}" } ?? "sqlite: {path: here.db}"
        let keys = try folder.write("sample AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", to: "keys")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keys)
        let configuration = try folder.write(
            "storage:\n  backend: \(backend)\n  \(settings)\n  encryption: {key-file: keys}\n", to: "mooring.yaml")
        let answer = try await conformance("--config", configuration, "--case", "promise 1")
        #expect(answer.code == 0, "\(answer.output)")
        #expect(
            answer.output.contains("backend \(backend), durability normal, payloads sealed with the key sample"),
            "\(answer.output)")
        #expect(answer.output.contains("is left in the namespaces conformance-"), "\(answer.output)")
        #expect(!answer.output.contains("could not be removed"), "\(answer.output)")
    }

    /// What the server was given lies in its log: payloads of the kit where they are not sealed, and none where they are.
    @Test(arguments: [false, true])
    func sealedPayloadsReachTheStoreSealed(isEncrypted: Bool) async throws {
        var options = RedisServerOptions()
        options.appendOnly = true
        options.lines = ["auto-aof-rewrite-percentage 0", "appendfsync no"]
        let server = try await RedisServer(options)
        let keys = try folder.write("sample AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", to: "keys")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keys)
        let configuration = try folder.write(
            "storage:\n  backend: redis\n  redis: {url: \"\(server.url)\", timeout: 20s}\n"
                + (isEncrypted ? "  encryption: {key-file: keys}\n" : ""), to: "mooring.yaml")
        let answer = try await conformance("--config", configuration, "--case", "SessionStorage promise 1:")
        #expect(answer.code == 0, "\(answer.output)")
        let log = URL(filePath: server.path).appending(path: "appendonlydir")
        let files = try FileManager.default.contentsOfDirectory(at: log, includingPropertiesForKeys: nil)
        let bytes = try files.map { try Data(contentsOf: $0) }.reduce(Data(), +)
        #expect(bytes.count > 1 << 20)
        #expect((bytes.range(of: Data("{\"n\":9007199254740993".utf8)) == nil) == isEncrypted)
    }

    @Test func listRunsNothing() async throws {
        let answer = try await conformance("--backend", "file", "--list")
        #expect(answer.code == 0)
        #expect(answer.output.contains("SessionStorage promise 7: revokedSessionStaysRevoked"), "\(answer.output)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("data")))
    }

    @Test(arguments: [
        (["--backend", "floppy"], "floppy"), (["--case", "no such case"], "no case has 'no such case'"),
        (["--scale", "huge"], "--scale"), (["--seed", "x"], "--seed"),
    ])
    func aWrongCallIsNamedAndEndsWithTwo(_ arguments: [String], _ words: String) async throws {
        let answer = try await ChildProcess.run(
            BuildProducts.executable("mooring"), ["conformance", "--data", folder.path("data")] + arguments,
            environment: ["MOORING_CONFIG": ""])
        #expect(answer.code == 2, "\(answer.output)")
        #expect(answer.output.contains(words), "\(answer.output)")
    }

    /// Who stops a long run wants to know what it had found by then.
    @Test func interruptedRunStillReports() async throws {
        let child = try ChildProcess(
            BuildProducts.executable("mooring"),
            ["conformance", "--data", folder.path("data"), "--backend", "file", "--scale", "full", "--json"],
            environment: ["MOORING_CONFIG": ""])
        try await eventually("the first namespaces of the run") {
            FileManager.default.fileExists(atPath: folder.path("data/sessions"))
        }
        child.send(SIGINT)
        #expect(try await child.exitCode(within: .seconds(60)) == 1)
        let report = try await child.wholeLog()
        #expect(report.hasSuffix("}\n"), "\(report)")
        #expect(report.contains("\"interrupted\" : true"), "\(report)")
        #expect(report.contains("\"verdict\" : \"not-run\""), "\(report)")
    }
}
