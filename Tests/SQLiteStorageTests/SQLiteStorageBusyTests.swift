import SessionCore
import Synchronization
import TestSupport
import Testing

@testable import SQLiteStorage

/// Scenario S94: another process has the database.
@Suite struct SQLiteStorageBusyTests {
    @Test(arguments: Durability.allCases)
    func writerWaitsForAnOutsiderUntilItsDeadlineAndReadersDoNot(_ level: Durability) async throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        let store = try await Sample.open(folder, durability: level, busyTimeout: .milliseconds(100))
        _ = try await store.create(Sample.session(1))
        let outsider = try RawDatabase(folder.path("sessions.db"))
        try outsider.run("BEGIN IMMEDIATE")
        let began = ContinuousClock.now
        await withTaskGroup(of: Void.self) { group in
            for number in 2..<40 {
                group.addTask {
                    await #expect { _ = try await store.create(Sample.session(number)) } throws: {
                        ($0 as? StorageError)?.code == .timeout
                    }
                }
            }
        }
        #expect(ContinuousClock.now - began >= .milliseconds(100))
        #expect(try await store.payload(1) == [1, 2, 3])
        try outsider.run("ROLLBACK")
        #expect(try await store.payload(2) == nil)
        for number in 2..<40 { #expect(try await store.create(Sample.session(number)) == .created) }
        try await store.close()
    }

    @Test func writeGoesOnAsSoonAsTheOutsiderHasFinished() async throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        let store = try await Sample.open(folder, busyTimeout: .seconds(30))
        let outsider = try RawDatabase(folder.path("sessions.db"))
        try outsider.run("BEGIN IMMEDIATE")
        async let created = store.create(Sample.session(1))
        try await eventually("the write to wait") { !store.writer.board.withLock { $0.isIdle } }
        try outsider.run("ROLLBACK")
        #expect(try await created == .created)
        try await store.close()
    }
}
