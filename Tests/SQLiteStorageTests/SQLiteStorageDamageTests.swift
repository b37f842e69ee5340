import SessionCore
import TestSupport
import Testing

@testable import SQLiteStorage

/// Scenario S94: damage turns the store red, and nothing partial is served.
@Suite struct SQLiteStorageDamageTests {
    private let folder: TemporaryDirectory

    init() async throws {
        folder = try TemporaryDirectory("sqlite-storage")
        let store = try await Sample.open(folder)
        for number in 0..<200 {
            _ = try await store.create(Sample.session(number, payload: Array(repeating: 0xa5, count: 1_000)))
        }
        try await store.close()
    }

    /// Loads all until one is refused; whatever is served before that is whole.
    private func firstRefusal(_ store: SQLiteStorage) async throws -> StorageError? {
        for number in 0..<200 {
            do throws(StorageError) {
                guard case .live(let record) = try await store.load(Sample.key(number), at: Sample.start) else {
                    continue
                }
                #expect(record.payload == Array(repeating: 0xa5, count: 1_000))
            } catch {
                return error
            }
        }
        return nil
    }

    private func expectRed(_ store: SQLiteStorage) async throws {
        #expect(try await firstRefusal(store)?.code == .corrupt)
        await #expect { try await store.checkHealth(at: Sample.start) } throws: {
            ($0 as? StorageError)?.code == .corrupt
        }
        await #expect { try await store.create(Sample.session(999)) } throws: {
            ($0 as? StorageError)?.code == .corrupt
        }
        try await store.close()
    }

    @Test func oneChangedBitOfAPayloadIsNoticed() async throws {
        var bytes = try folder.contents("sessions.db")
        let run = Array(repeating: UInt8(0xa5), count: 64)
        let place = try #require(
            (0..<bytes.count - 64).first { bytes[$0] == 0xa5 && Array(bytes[$0..<$0 + 64]) == run })
        bytes[place + 32] ^= 4
        try folder.write(bytes, to: "sessions.db")
        try await expectRed(try await Sample.open(folder))
    }

    @Test func pagesOfRubbishAreNoticed() async throws {
        var bytes = try folder.contents("sessions.db")
        // Behind the first sixteen pages, which say what the tables are.
        for place in (16 * 4_096)..<bytes.count where place % 4_096 < 200 { bytes[place] = 0x5a }
        try folder.write(bytes, to: "sessions.db")
        try await expectRed(try await Sample.open(folder))
    }

    /// One look was cut off an hour ago, one comes from a clock that was wrong, and one is still going on.
    @Test func whatLooksThatNeverEndedHaveLeftIsTakenAway() async throws {
        let store = try await Sample.open(folder)
        let path = folder.path("sessions.db")
        let others = [-3_600_001, -3_599_999, 3_599_999, 3_600_001].map { milliseconds in
            Canary(at: Sample.start.advanced(by: .milliseconds(milliseconds))).number
        }
        for number in others + [Int64.max, Canary(at: .never).number] {
            try RawDatabase(path).run("INSERT INTO canaries VALUES(\(number), \(~number))")
        }
        _ = try await store.checkHealth(at: Sample.start)
        #expect(try RawDatabase(path).rows("SELECT id FROM canaries ORDER BY id") == others[1...2].map { "\($0)" })
        try await store.close()
    }

    @Test func lookWhoseReadingFailsLeavesNothing() async throws {
        let store = try await Sample.open(folder)
        // The connection that reads finds another table under the name.
        try await store.readers.read { connection throws(StoreFailure) in
            try connection.execute("PRAGMA query_only = 0; CREATE TEMP TABLE canaries(id INTEGER)")
        }
        await #expect(throws: StorageError.self) { try await store.checkHealth(at: Sample.start) }
        #expect(try RawDatabase(folder.path("sessions.db")).rows("SELECT count(*) FROM canaries") == ["0"])
        try await store.close()
    }

    @Test func healthyStoreSaysSoAndLeavesNothing() async throws {
        let store = try await Sample.open(folder)
        let health = try await store.checkHealth(at: Sample.start)
        #expect(health.facts["format"] == "2")
        #expect(health.warnings.isEmpty)
        #expect(try await store.events(after: .start, limit: 500).events.count == 200)
        try await store.close()
        #expect(try RawDatabase(folder.path("sessions.db")).rows("SELECT count(*) FROM canaries") == ["0"])
    }
}
