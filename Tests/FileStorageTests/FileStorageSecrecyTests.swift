import FileStorage
import Foundation
import Logging
import SessionCore
import TestSupport
import Testing

/// What the file store leaves on the disk and in the log opens no session. Scenario S81.
@Suite struct FileStorageSecrecyTests {
    @Test func noTokenIsInAFileOrInTheLog() async throws {
        let (folder, hunt) = (try TemporaryFolder(), TokenHunt())
        let store = try await FileStorage.open(
            path: folder.path, durability: .normal, logger: hunt.log.logger)
        try await hunt.runSuite(on: store)
        #expect(try hunt.finds(below: folder.path) == [])
        try await store.close()
        let again = try await FileStorage.open(
            path: folder.path, durability: .normal, logger: hunt.log.logger)
        try await again.close()
        #expect(hunt.tokens.count > 80)
        #expect(try hunt.seesKeys(below: folder.path), "the hunt looks where the sessions are")
        #expect(try hunt.finds(below: folder.path) == [])
        #expect(hunt.findsInLog == [])
    }

    /// A hunt that finds nothing where something is proves nothing.
    @Test func huntFindsEveryFormOfATokenThatIsThere() throws {
        let (folder, hunt) = (try TemporaryFolder(), TokenHunt())
        let token = hunt.mint()
        for (number, form) in TokenHunt.forms(of: token).enumerated() {
            try folder.write(Array("before ".utf8) + Array(form.bytes) + Array(" after".utf8), to: "\(number)")
            let found = try hunt.finds(below: folder.path)
            #expect(found.contains("\(form.name) in \(folder.path)/\(number)"), "\(form.name)")
        }
        // As a larger text with the token somewhere inside would have it.
        for before in 0..<4 {
            let text = Data((String(repeating: "x", count: before) + token.text + "y").utf8).base64EncodedString()
            #expect(!hunt.finds(in: Data(text.utf8)).isEmpty, "base64 of a text with a token after \(before) bytes")
        }
        hunt.log.logger.trace("a line", metadata: ["token": "\(token.text)"])
        #expect(hunt.findsInLog == ["a token as text in the log"])
    }
}
