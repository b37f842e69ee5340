import Foundation
import Logging
import MemoryStorage
import SessionCore
import Testing

/// The example of README.md for servers that embed `SessionCore`, compiled and run.
@Suite struct EmbeddingExampleTests {
    struct WallClock: SessionClock {
        var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
    }

    private struct Message { var cookie = "" }
    private struct NotSignedIn: Error {}

    /// Opened as the example says, with the backend that needs no folder.
    private func open() async throws -> SessionManager {
        let logger = Logger(label: "sessions")
        let storage = try await StorageDriver.memory.open(
            .init(
                settings: PluginSettings(plugin: "memory", values: [:]), namespace: .standard,
                durability: .none, dataDirectory: "/nowhere", logger: logger))
        let sessions = SessionManager(storage: storage, clock: WallClock(), logger: logger)
        return sessions
    }

    @Test func theExampleDoesWhatItSays() async throws {
        let sessions = try await open()
        let user = try #require(Principal("user:1"))
        let cart: [UInt8] = [1]
        let changed: [UInt8] = [2]
        var response = Message()
        // README begins
        let login = try await sessions.create(.workspace, owner: user, payload: cart)
        response.cookie = login.token.text  // shown once; the store has only its hash
        // README pauses
        let request = response
        // README goes on
        // Nothing for what is not a token.
        guard let token = SessionToken(request.cookie) else { throw NotSignedIn() }
        // Again on the newer version if somebody was first.
        try await sessions.withSession(token.key) { $0.payload = changed }
        // README pauses
        guard case .live(let record) = try await sessions.load(token) else {
            Issue.record("the session is not live after a change")
            return
        }
        #expect(record.payload == changed)
        // README goes on
        // Stays ended, whatever is still in flight.
        _ = try await sessions.revoke(token.key, reason: .loggedOut)
        // README ends
        if case .live = try await sessions.load(token) { Issue.record("the session is live after its end") }
        #expect(SessionToken("not a token") == nil)
    }

    /// Every line of the example stands in this file, but for the backend that it chooses.
    @Test func theExampleInTheReadmeIsThisOne() throws {
        let here = URL(filePath: #filePath)
        let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let source = Self.lines(of: try String(contentsOf: here, encoding: .utf8))
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let section = try #require(readme.split(separator: "\n## ").first { $0.hasPrefix("Embedding\n") })
        let blocks = section.split(separator: "```swift\n").dropFirst().map { $0.prefix { $0 != "`" } }
        try #require(blocks.count == 2)
        let ofTheBackend = ["import FileStorage", "StorageDriver.file", "settings: PluginSettings", "durability:"]
        let setUp = Self.lines(of: String(blocks[0])).filter { line in !ofTheBackend.contains { line.contains($0) } }
        for line in setUp { #expect(source.contains(line), "not compiled here: \(line)") }
        var isShown = false
        var shown: [String] = []
        for line in source {
            switch line {
            case "// README begins", "// README goes on": isShown = true
            case "// README pauses", "// README ends": isShown = false
            default: if isShown { shown.append(line) }
            }
        }
        #expect(Self.lines(of: String(blocks[1])) == shown)
    }

    private static func lines(of text: String) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
