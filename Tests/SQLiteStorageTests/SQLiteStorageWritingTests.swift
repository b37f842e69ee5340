import SessionCore
import Synchronization
import TestSupport
import Testing

@testable import SQLiteStorage

/// What writes cost: groups, and the bytes of a touch.
@Suite struct SQLiteStorageWritingTests {
    @Test func writesThatComeTogetherShareACommit() async throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        let store = try await Sample.open(folder, durability: .full)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<64 {
                group.addTask {
                    _ = try await store.create(Sample.session(number))
                    for version in 1...10 { _ = try await store.commit([7], to: number, expecting: UInt64(version)) }
                }
            }
            try await group.waitForAll()
        }
        let commits = store.writer.commits.load(ordering: .relaxed)
        #expect(commits < 64 * 11 / 4, "\(commits) commits for \(64 * 11) writes")
        try await store.close()
    }

    @Test(arguments: [1_024, 1 << 20])
    func touchWritesOnePageWhateverThePayload(_ bytes: Int) async throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        let store = try await Sample.open(folder)
        for number in 0..<20 {
            _ = try await store.create(Sample.session(number, payload: Array(repeating: 7, count: bytes)))
        }
        let before = store.writer.connection.withLock { $0?.logPages ?? 0 }
        for number in 0..<20 {
            _ = try await store.touch(
                Sample.key(number), idleDeadline: Sample.start.advanced(by: .seconds(7_200 + number)), at: Sample.start)
        }
        let after = store.writer.connection.withLock { $0?.logPages ?? 0 }
        #expect(after - before == 20, "pages in the log")
        for number in 0..<20 { #expect(try await store.payload(number)?.count == bytes) }
        try await store.close()
    }

    @Test func touchedSessionIsMetBySweepsOnlyWhenItIsDue() async throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        let store = try await Sample.open(folder)
        for number in 0..<50 { _ = try await store.create(Sample.session(number)) }
        let later = Sample.start.advanced(by: .seconds(9_000))
        for number in 0..<40 { _ = try await store.touch(Sample.key(number), idleDeadline: later, at: Sample.start) }
        let between = Sample.start.advanced(by: .seconds(4_000))
        #expect(try await store.sweep(limit: 7, at: between) == 7)
        #expect(try await store.sweep(limit: 7, at: between) == 3)
        #expect(try await store.sweep(limit: 7, at: between) == 0)
        #expect(try await store.sweep(limit: 1_000, at: later.advanced(by: .milliseconds(-1))) == 0)
        #expect(try await store.sweep(limit: 1_000, at: later) == 40)
        #expect(try await store.sweep(limit: 1_000, at: later) == 0)
        try await store.close()
    }

    @Test func sweepLooksBehindEpochsThatEndedNothing() async throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        let store = try await Sample.open(folder)
        _ = try await store.create(Sample.session(1))
        // The principal of the sample comes behind all of these.
        for number in 0...SessionCore.Limits.sweepRecords {
            try await store.raiseEpoch(of: try #require(Principal("workspace:a-\(number)")), to: Sample.start)
        }
        try await store.raiseEpoch(of: Sample.session(1).owner, to: Sample.start)
        #expect(try await store.sweep(limit: 10, at: Sample.start) == 1)
        #expect(try await store.sweep(limit: 10, at: Sample.start) == 0)
        try await store.close()
    }

    @Test func queueHasALimit() async throws {
        var board = WriteBoard()
        let job = WriteJob(deadline: .now, bytes: 1) { _ in
            {}
        } refuse: { _ in
        }
        for number in 0..<Limits.queuedWrites {
            if case .refuse = board.add(job) { Issue.record("write \(number) was refused") }
        }
        guard case .refuse(let error) = board.add(job) else {
            Issue.record("one more was taken")
            return
        }
        #expect(error.code == .unavailable)
    }

    @Test func logIsCopiedIntoTheFileWhileTheStoreIsUsed() async throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        let store = try await Sample.open(folder)
        _ = try await store.create(Sample.session(1))
        let payload = Array(repeating: UInt8(3), count: 1 << 20)
        for version in 1...160 { _ = try await store.commit(payload, to: 1, expecting: UInt64(version)) }
        // 160 MiB went through a log of 64: writes waited for it where they had to.
        let bytes = try folder.contents("sessions.db-wal").count
        #expect(bytes <= Limits.logBytes + 8 << 20, "\(bytes) bytes of log")
        #expect(try await store.payload(1) == payload)
        try await store.close()
        #expect(try folder.names() == ["sessions.db"])
    }
}
