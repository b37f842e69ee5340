import SessionCore
import TestSupport
import Testing

@testable import SQLiteStorage

/// Scenario S86, and files that are not ours.
@Suite struct SchemaTests {
    /// Format 1 as it was, with a session, a large one and an epoch in it; never edited.
    private static let frozen = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE namespaces(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE sessions(
            id INTEGER PRIMARY KEY, namespace INTEGER NOT NULL, key BLOB NOT NULL, handle TEXT NOT NULL,
            reason INTEGER, due INTEGER, kind TEXT, owner TEXT, version INTEGER, created INTEGER,
            authenticated INTEGER, touched INTEGER, idle INTEGER, absolute INTEGER NOT NULL,
            successor BLOB, grace INTEGER, checksum INTEGER, payload BLOB);
        CREATE INDEX sessions_by_handle ON sessions(namespace, handle);
        CREATE INDEX sessions_by_owner ON sessions(namespace, owner, handle) WHERE reason IS NULL;
        CREATE INDEX sessions_by_due ON sessions(namespace, due) WHERE due IS NOT NULL;
        CREATE TABLE payloads(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
        CREATE TABLE epochs(
            namespace INTEGER NOT NULL, owner TEXT NOT NULL, instant INTEGER NOT NULL, raised INTEGER NOT NULL,
            due INTEGER NOT NULL, PRIMARY KEY(namespace, owner)) WITHOUT ROWID;
        CREATE INDEX epochs_by_due ON epochs(namespace, due);
        CREATE INDEX epochs_raised ON epochs(namespace, raised) WHERE raised = 1;
        INSERT INTO namespaces(id, name) VALUES(1, 'default');
        INSERT INTO epochs VALUES(1, 'workspace:raised', 4102444800000, 0, 4105036800000);
        INSERT INTO sessions VALUES(-2389263023425713410, 1,
            X'bf9eec47d8d4c1ebc5d8f2c5f9f3a6c2a6f6d5b4c3e2f1a09f8e7d6c5b4a3928', 'ended', 3, 4105036800000,
            NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4105036800000, NULL, NULL, NULL, NULL);
        PRAGMA application_id = 1299148658;
        PRAGMA user_version = 1;
        """

    private let folder: TemporaryDirectory
    private var path: String { folder.path("sessions.db") }

    init() throws {
        folder = try TemporaryDirectory("sqlite-storage")
    }

    @Test func olderFileIsBroughtForward() async throws {
        try RawDatabase(path).run(SchemaTests.frozen)
        let store = try await Sample.open(folder)
        let owner = try #require(Principal("workspace:raised"))
        #expect(try await store.epoch(of: owner) == Sample.start)
        let entries = try await store.export(after: nil, limit: 10).entries
        guard case .session(_, .ended(let tombstone)) = try #require(entries.first) else {
            Issue.record("the tombstone of format 1 is gone")
            return
        }
        #expect(tombstone.handle.text == "ended" && tombstone.reason == .loggedOut)
        #expect(try await store.create(Sample.session(1)) == .created)
        #expect(try await store.events(after: .start, limit: 10).events.count == 1)
        try await store.close()
        #expect(try RawDatabase(path).rows("PRAGMA user_version") == ["\(Schema.version)"])
    }

    @Test func manyThatOpenAnOlderFileBringItForwardOnce() async throws {
        try RawDatabase(path).run(SchemaTests.frozen)
        let probes = try (0..<4).map { _ in try ProbeProcess("hold", folder) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { try await Sample.open(folder).close() } }
            try await group.waitForAll()
        }
        for probe in probes { #expect(probe.lines().map(String.init) == ["open", "closed"]) }
        #expect(try RawDatabase(path).rows("PRAGMA integrity_check") == ["ok"])
    }

    /// Another process begins with the file, and makes it new again, while this one looks.
    @Test func firstLookSeesOneMoment() async throws {
        let other = try RawDatabase(path)
        try other.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [path] in
                let other = try RawDatabase(path)
                let mark = "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 2"
                while !Task.isCancelled {
                    try other.run("BEGIN; CREATE TABLE made(id INTEGER); \(mark); COMMIT")
                    try other.run(
                        "BEGIN; DROP TABLE made; PRAGMA application_id = 0; PRAGMA user_version = 0; COMMIT")
                }
            }
            let connection = try Connection(path: path)
            connection.wait(milliseconds: 10_000)
            try await eventually("the other to begin") { try Schema.firstLook(connection, path: path) == 2 }
            for _ in 0..<5_000 { #expect([0, 2].contains(try Schema.firstLook(connection, path: path))) }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @Test func newerFileIsRefusedWithBothNumbers() async throws {
        try await Sample.open(folder).close()
        try RawDatabase(path).run("PRAGMA user_version = 77")
        let bytes = try folder.contents("sessions.db")
        await #expect { try await Sample.open(folder) } throws: { error in
            guard let error = error as? StorageError else { return false }
            return error.code == .misconfigured && error.message.contains("77")
                && error.message.contains("up to \(Schema.version)")
        }
        #expect(try folder.contents("sessions.db") == bytes)
    }

    @Test func otherProgramsDatabaseIsRefusedAndLeft() async throws {
        try RawDatabase(path).run("CREATE TABLE theirs(name TEXT); INSERT INTO theirs VALUES('kept')")
        let bytes = try folder.contents("sessions.db")
        await #expect { try await Sample.open(folder) } throws: { ($0 as? StorageError)?.code == .misconfigured }
        #expect(try folder.contents("sessions.db") == bytes)
        #expect(try folder.names() == ["sessions.db"])
    }

    @Test func fileThatIsNoDatabaseIsRefusedAndLeft() async throws {
        let bytes = Array(String(repeating: "This is a letter and no database. ", count: 200).utf8)
        try folder.write(bytes, to: "sessions.db")
        await #expect { try await Sample.open(folder) } throws: { ($0 as? StorageError)?.code == .misconfigured }
        #expect(try folder.contents("sessions.db") == bytes)
        #expect(try folder.names() == ["sessions.db"])
    }
}
