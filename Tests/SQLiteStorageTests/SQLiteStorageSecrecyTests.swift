import Foundation
import SessionCore
import TestSupport
import Testing

@testable import SQLiteStorage

/// What the SQLite store leaves on the disk and in the log opens no session. Scenario S81.
@Suite struct SQLiteStorageSecrecyTests {
    @Test(arguments: [false, true])
    func noTokenIsInAFileOrInTheLog(isEncrypted: Bool) async throws {
        let (folder, hunt) = (try TemporaryDirectory("sqlite-storage"), TokenHunt())
        let base = try await open(folder, hunt)
        let store = isEncrypted ? base.encrypted(namespace: .standard, keyring: try .sample()) : base
        try await hunt.runSuite(on: store)
        #expect(Set(try folder.names()) == ["sessions.db", "sessions.db-shm", "sessions.db-wal"])
        #expect(try hunt.finds(below: folder.path) == [], "while it is open")
        #expect(hunt.tokens.count > 80)
        #expect(try hunt.seesKeys(below: folder.path), "the hunt looks where the sessions are")
        #expect(try contains("payload 1", folder) == !isEncrypted)
        try await base.close()
        #expect(try hunt.finds(below: folder.path) == [], "after it was closed")
        try await open(folder, hunt).close()
        #expect(hunt.findsInLog == [])
    }

    /// A hunt that finds nothing where something is proves nothing.
    @Test func huntFindsATokenInALogOfWritesAndInTheFile() async throws {
        let (folder, hunt) = (try TemporaryDirectory("sqlite-storage"), TokenHunt())
        let store = try await open(folder, hunt)
        let token = hunt.mint()
        _ = try await store.create(Sample.session(1, payload: Array(token.text.utf8)))
        let log = folder.path("sessions.db-wal")
        #expect(try hunt.finds(below: folder.path) == ["a token as text in \(log)"])
        try await store.close()
        #expect(try hunt.finds(below: folder.path) == ["a token as text in \(folder.path("sessions.db"))"])
    }

    private func open(_ folder: TemporaryDirectory, _ hunt: TokenHunt) async throws -> SQLiteStorage {
        try await SQLiteStorage.open(
            path: folder.path("sessions.db"), namespace: .standard, durability: .normal, logger: hunt.log.logger)
    }

    private func contains(_ text: String, _ folder: TemporaryDirectory) throws -> Bool {
        try folder.names().contains { name in
            try Data(contentsOf: URL(filePath: folder.path(name))).range(of: Data(text.utf8)) != nil
        }
    }
}
