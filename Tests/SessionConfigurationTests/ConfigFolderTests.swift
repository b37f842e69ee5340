import Foundation
import InstalledPlugins
import SessionConfiguration
import Testing

/// The folder `Config/` as it is shipped, with the plug-ins of this build.
@Suite struct ConfigFolderTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Config").path

    private static let examples = [
        "aetherterm.yaml", "file-encrypted.yaml", "file-proxy-header.yaml", "file-socket.yaml", "file-user-jwt.yaml",
        "file-workspace-token-full.yaml", "memory-socket.yaml",
        "memory-workspace-token.yaml", "mooring.yaml", "redis-workspace-token.yaml", "sqlite-workspace-token.yaml",
        "tls.yaml",
    ]

    private func load(
        _ file: String?, environment: [String: String] = [:]
    ) throws(ConfigurationProblems) -> ServerConfiguration {
        try ServerConfiguration.load(
            file: file.map { Self.folder + "/" + $0 }, environment: environment, storage: InstalledPlugins.storage,
            identity: InstalledPlugins.identity)
    }

    private func withEnvironment(_ body: ([String: String]) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let pem = folder + "/a.pem"
            try "pem".write(toFile: pem, atomically: true, encoding: .utf8)
            let keys = "k AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
            try body(["TLS_CERTIFICATE": pem, "TLS_KEY": pem, "SESSION_KEYS": keys])
        }
    }

    @Test(arguments: examples)
    func theExampleIsRight(_ name: String) throws {
        try withEnvironment { environment in
            let configuration = try load(name, environment: environment)
            #expect(configuration.warnings == [])
        }
    }

    @Test func everyExampleIsKnownHere() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
        #expect(files.filter { $0.hasSuffix(".yaml") }.sorted() == Self.examples)
    }

    @Test func theMainFileSaysEveryDefaultAndNothingElse() throws {
        let written = try load("mooring.yaml").settings
        let builtIn = try load(nil).settings
        #expect(written.map(\.key) == builtIn.map(\.key))
        for (written, builtIn) in zip(written, builtIn) {
            #expect(written.value == builtIn.value, "\(written.key) at \(written.origin)")
            #expect(written.origin != .standard, "\(written.key) is not in the file")
        }
    }

    @Test func theDocumentationListsEveryKeyAsTheCodeHasIt() throws {
        let readme = try String(contentsOfFile: Self.folder + "/README.md", encoding: .utf8)
        let section = readme.split(separator: "\n## ").first { $0.hasPrefix("Every key") }
        let documented = try #require(section).split(separator: "\n").map(String.init).filter { $0.hasPrefix("| `") }
        let table = KeyTable(storage: InstalledPlugins.storage, identity: InstalledPlugins.identity)
        let expected = table.keys.map(Self.row)
        for row in expected where !documented.contains(row) {
            Issue.record("Config/README.md lacks this row: \(row)")
        }
        for row in documented where !expected.contains(row) {
            Issue.record("Config/README.md has a row that the code does not know: \(row)")
        }
        #expect(documented.count == expected.count, "a row stands in the documentation twice")
    }

    /// The row of a key: key, what it takes, default, meaning.
    private static func row(_ key: ConfigurationKey) -> String {
        let standard = key.standard.map { $0.description.isEmpty ? "\"\"" : $0.description }
        let shown = standard.map { "`\($0)`" } ?? "must be given"
        return "| `\(key.path)` | \(key.kind.takes) | \(shown) | \(key.meaning) |"
    }
}
