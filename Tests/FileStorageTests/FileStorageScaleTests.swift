import Dispatch
import SessionCore
import Synchronization
import Testing

@testable import FileStorage

/// What must not grow with the number of records, counted and not timed.
@Suite struct FileStorageScaleTests {
    private func compact(_ store: FileStorage) async {
        await withCheckedContinuation { done in
            store.writing.async {
                store.compactIfDue()
                store.compacting.async { done.resume() }
            }
        }
    }

    @Test func compactionNeverCopiesMoreThanItsLimitUnderTheLock() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        store.board.withLock { $0.compactionBytes = .max }
        let payload = [UInt8](repeating: 1, count: 1_024)
        let records = 20_000
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<16 {
                group.addTask {
                    for number in stride(from: writer, to: records, by: 16) {
                        _ = try await store.create(Sample.session(number, payload: payload))
                        for version in 1...2 {
                            _ = try await store.commit(payload, to: number, expecting: UInt64(version))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        for number in 0..<600 {
            try await store.raiseEpoch(of: #require(Principal("user:x|\(number)")), to: Sample.start)
        }
        store.board.withLock { $0.compactionBytes = 0 }
        // Writers go on while it is copied.
        async let compaction: Void = compact(store)
        for number in 0..<500 { _ = try await store.revoke(Sample.key(number), reason: .loggedOut, at: Sample.start) }
        await compaction
        let largest = store.board.withLock { $0.largestCopy }
        #expect((1...Limits.compactionRecords).contains(largest))
        let before = try await store.export(after: nil, limit: 500).entries
        try await store.close()
        #expect(try !folder.names(in: "default").contains("0000000001.log"), "it was compacted")
        let again = try await Sample.open(folder)
        #expect(again.recovery.sessions == records - 500)
        #expect(again.recovery.tombstones == 500)
        #expect(try await again.export(after: nil, limit: 500).entries == before)
        #expect(try await again.payload(records - 1) == payload)
        try await again.close()
    }

    /// Scenarios S29 and S31 at a size that a test can bear.
    @Test func sweepOfThousandsTakesThemInPartsAndLeavesTheLiving() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        let expired = 20_000
        for start in stride(from: 0, to: expired, by: 500) {
            try await store.restore((start..<start + 500).map { .session(Sample.key($0), .live(Sample.session($0))) })
        }
        for number in expired..<expired + 10 {
            var record = Sample.session(number)
            record.idleDeadline = .never
            _ = try await store.create(record)
        }
        let end = Sample.start.advanced(by: .seconds(3_600))
        #expect(try await store.sweep(limit: 1_000, at: end.advanced(by: .milliseconds(-1))) == 0)
        var (count, calls) = (0, 0)
        while case let swept = try await store.sweep(limit: 700, at: end), swept > 0 {
            #expect(swept <= 700)
            count += swept
            calls += 1
            let living = try await store.load(Sample.key(expired + calls % 10), at: end)
            guard case .live = living else {
                Issue.record("the sweep took a living session")
                break
            }
        }
        #expect(count == expired)
        #expect(calls == (expired + 699) / 700)
        let largest = store.board.withLock { $0.largestSweep }
        #expect(largest == SessionCore.Limits.sweepPart, "at most so many end while loads wait")
        try await store.close()
        let again = try await Sample.open(folder)
        #expect(again.recovery.sessions == 10)
        #expect(again.recovery.tombstones == expired)
        try await again.close()
    }

    /// Scenario S28: a clock that jumps an hour, either way, brings nothing back and takes nothing that lives.
    @Test func clockThatJumpsAnHourTakesNothingThatLives() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        let hour = Duration.seconds(3_600)
        for number in 0..<2 { _ = try await store.create(Sample.session(number)) }
        let back = Sample.start.advanced(by: .zero - hour)
        #expect(try await store.sweep(limit: 10, at: back) == 0)
        _ = try await store.touch(Sample.key(0), idleDeadline: back.advanced(by: hour), at: back)
        #expect(try await store.payload(0) == [1, 2, 3], "a deadline moves forward only")
        _ = try await store.revoke(Sample.key(1), reason: .loggedOut, at: back)
        try await store.close()
        let again = try await Sample.open(folder)
        let ahead = Sample.start.advanced(by: hour)
        #expect(try await again.load(Sample.key(1), at: back) == .gone(.loggedOut))
        #expect(try await again.load(Sample.key(0), at: ahead) == .gone(.idle))
        #expect(try await again.payload(0) == [1, 2, 3], "the clock was put right before a sweep came")
        #expect(try await again.sweep(limit: 10, at: ahead) == 1)
        #expect(try await again.load(Sample.key(0), at: Sample.start) == .gone(.idle), "and stays ended after one")
        try await again.close()
    }

    @Test func progressIsToldToTheEnd() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        for number in 0..<100 { _ = try await store.create(Sample.session(number)) }
        try await store.close()
        let told = Mutex<[StorageProgress]>([])
        let environment = StorageDriver.Environment(
            settings: PluginSettings(plugin: "file", values: ["path": folder.path]), namespace: .standard,
            durability: .normal, dataDirectory: folder.path, logger: Sample.logger,
            progress: { progress in told.withLock { $0.append(progress) } })
        let again = try await StorageDriver.file.open(environment)
        let last = try #require(told.withLock { $0.last })
        #expect(last.share == 1)
        #expect(last.total == (try folder.contents("default/0000000001.log").count))
        #expect(last.remaining == .zero)
        try await (again as? any ClosableStorage)?.close()
    }

    @Test func progressTellsTheShareAndWhatRemains() {
        let told = Mutex<[StorageProgress]>([])
        var progress = OpeningProgress(logger: Sample.logger) { part in told.withLock { $0.append(part) } }
        progress.total = 40 << 20
        let start = ContinuousClock.now
        progress.advance(10 << 20, sessions: 1, at: start + .milliseconds(10))
        #expect(told.withLock { $0.isEmpty }, "not before its pause")
        progress.advance(10 << 20, sessions: 1, at: start + .seconds(10))
        let first = told.withLock { $0.first }
        #expect(first?.share == 0.5)
        #expect(first?.remaining.map { (9...11).contains($0.components.seconds) } == true)
    }
}
