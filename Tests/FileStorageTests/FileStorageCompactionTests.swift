import Dispatch
import SessionCore
import Synchronization
import Testing

@testable import FileStorage

@Suite struct FileStorageCompactionTests {
    private func logBytes(_ folder: TemporaryFolder) throws -> Int {
        try folder.names(in: "default").filter { $0.hasSuffix(".log") }.reduce(0) {
            $0 + (try folder.contents("default/" + $1).count)
        }
    }

    /// Closes a store once no compaction is due: closing ends one that is under way.
    private func closeCompacted(_ store: FileStorage) async throws {
        await withCheckedContinuation { continuation in
            store.writing.async {
                // At durability `none` what was written last is still in memory.
                store.drain()
                store.compactIfDue()
                continuation.resume()
            }
        }
        await compactionsEnd(of: store)
        try await store.close()
    }

    /// A compaction that ends may begin the next one.
    private func compactionsEnd(of store: FileStorage) async {
        repeat {
            await withCheckedContinuation { continuation in store.compacting.async { continuation.resume() } }
        } while store.board.withLock { $0.isCompacting }
    }

    /// Holds the writing queue as soon as a compaction has begun its segment, and so before it can end; returns then.
    private func holdWriting(of store: FileStorage, fromSegment number: UInt64, until gate: DispatchSemaphore) async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            // There is always a next look in the queue, so that one comes before the end of the compaction.
            @Sendable func look() {
                guard store.tail.withLock({ $0?.number }) == number else { return store.writing.async { look() } }
                continuation.resume()
                gate.wait()
            }
            store.writing.async { look() }
            store.compactIfDue()
        }
    }

    /// Nothing is written after it that could begin another compaction.
    @Test func compactionThatWasOvertakenIsFollowedByAnother() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder, durability: .none)
        store.board.withLock { $0.compactionBytes = .max }
        _ = try await store.create(Sample.session(1))
        let payload = [UInt8](repeating: 1, count: SessionCore.Limits.payloadBytes)
        for version in 1...5 { _ = try await store.commit(payload, to: 1, expecting: UInt64(version)) }
        store.writing.sync { store.drain() }
        store.board.withLock { $0.compactionBytes = Limits.compactionBytes }
        let gate = DispatchSemaphore(value: 0)
        await holdWriting(of: store, fromSegment: 3, until: gate)
        for version in 6...11 { _ = try await store.commit(payload, to: 1, expecting: UInt64(version)) }
        gate.signal()
        await compactionsEnd(of: store)
        #expect(try logBytes(folder) < Limits.compactionBytes, "one megabyte is of use")
        try await store.close()
    }

    /// 64 MiB of commits to 2 MiB of sessions, sixteen at a time: the log must have been compacted while they went on.
    @Test(arguments: Durability.allCases)
    func compactionWhileWritersGoOnKeepsEverything(_ durability: Durability) async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder, durability: durability)
        let commits = 32
        for number in 0..<256 { _ = try await store.create(Sample.session(number)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<16 {
                group.addTask {
                    for step in 1...commits {
                        for number in stride(from: writer, to: 256, by: 16) {
                            let payload = [UInt8](repeating: UInt8(step), count: 8_192)
                            let outcome = try await store.commit(payload, to: number, expecting: UInt64(step))
                            #expect(outcome == .committed(UInt64(step + 1)))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        _ = try await store.revoke(Sample.key(0), reason: .loggedOut, at: Sample.start)
        try await closeCompacted(store)
        #expect(try logBytes(folder) < 24 << 20, "64 MiB were written, 2 MiB are of use")
        let again = try await Sample.open(folder)
        #expect(again.recovery.isClean)
        #expect(try await again.load(Sample.key(0), at: Sample.start) == .gone(.loggedOut))
        for number in 1..<256 {
            #expect(try await again.payload(number) == [UInt8](repeating: UInt8(commits), count: 8_192))
        }
        try await again.close()
    }

    /// A group is written first and its epochs count then: a copy that is begun between the two would miss them.
    @Test func compactionBeginsNoSegmentWhileAGroupIsOnItsWay() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        store.board.withLock { $0.compactionBytes = .max }
        _ = try await store.create(Sample.session(1))
        for version in 1...5 {
            let payload = [UInt8](repeating: 1, count: SessionCore.Limits.payloadBytes)
            _ = try await store.commit(payload, to: 1, expecting: UInt64(version))
        }
        let gate = DispatchSemaphore(value: 0)
        store.writing.async { gate.wait() }
        store.board.withLock { $0.compactionBytes = 4 << 20 }
        store.compactIfDue()
        let deadline = ContinuousClock.now + .milliseconds(300)
        var names: [String] = []
        while ContinuousClock.now < deadline, !names.contains("0000000003.log") {
            names = try folder.names(in: "default")
            await Task.yield()
        }
        #expect(!names.contains("0000000003.log"))
        gate.signal()
        try await closeCompacted(store)
        #expect(try folder.names(in: "default").contains("0000000003.log"), "the compaction went on")
    }

    @Test func epochsAreOfUse() {
        var table = SessionTable()
        var frames = ByteWriter()
        for number in 0..<100 {
            guard let principal = Principal("user:issuer|\(number)") else { continue }
            let change = SessionChange.epochRaised(principal, to: Sample.start)
            table.apply(change)
            ChangeWriter.append([change], to: &frames)
        }
        #expect(Board(table, durability: .full).liveBytes == frames.bytes.count)
        var forgetful = Board(table, durability: .full)
        let end = Sample.start.advanced(by: SessionCore.Limits.tombstoneRetention)
        _ = forgetful.table.sweep(limit: 1_000, at: end)
        #expect(forgetful.liveBytes == 0)
    }

    @Test func sweptSessionsLeaveNothingOnTheDisk() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        // Not while the sweep goes on: a copy that is begun between its parts has some of what the later ones end.
        store.board.withLock { $0.compactionBytes = .max }
        let payload = [UInt8](repeating: 1, count: 10_000)
        for number in 0..<1_000 {
            var record = Sample.session(number, payload: payload)
            record.absoluteDeadline = record.idleDeadline
            _ = try await store.create(record)
        }
        let end = Sample.start.advanced(by: .seconds(3_600))
        #expect(try await store.sweep(limit: 1_000, at: end) == 1_000)
        #expect(try await store.sweep(limit: 1_000, at: end) == 0)
        store.board.withLock { $0.compactionBytes = Limits.compactionBytes }
        try await closeCompacted(store)
        let again = try await Sample.open(folder)
        #expect(again.recovery.sessions == 0)
        #expect(again.recovery.tombstones == 0)
        try await again.close()
        #expect(try logBytes(folder) < 400_000, "ten million bytes of ended sessions, and two events of each")
    }
}
