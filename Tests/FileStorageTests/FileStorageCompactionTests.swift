import Dispatch
import SessionCore
import Testing

@testable import FileStorage

@Suite struct FileStorageCompactionTests {
    private func logBytes(_ folder: TemporaryFolder) throws -> Int {
        try folder.names(in: "default").filter { $0.hasSuffix(".log") }.reduce(0) {
            $0 + (try folder.contents("default/" + $1).count)
        }
    }

    /// Closes a store once the compaction that is due has ended: closing ends one that is under way.
    private func closeCompacted(_ store: FileStorage) async throws {
        await withCheckedContinuation { continuation in
            store.writing.async {
                store.compactIfDue()
                store.compacting.async { continuation.resume() }
            }
        }
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

    @Test func sweptSessionsLeaveNothingOnTheDisk() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        let payload = [UInt8](repeating: 1, count: 10_000)
        for number in 0..<1_000 {
            var record = Sample.session(number, payload: payload)
            record.absoluteDeadline = record.idleDeadline
            _ = try await store.create(record)
        }
        let end = Sample.start.advanced(by: .seconds(3_600))
        #expect(try await store.sweep(limit: 1_000, at: end) == 1_000)
        #expect(try await store.sweep(limit: 1_000, at: end) == 0)
        try await closeCompacted(store)
        let again = try await Sample.open(folder)
        #expect(again.recovery.sessions == 0)
        #expect(again.recovery.tombstones == 0)
        try await again.close()
        #expect(try logBytes(folder) < 100_000, "ten million bytes of ended sessions")
    }
}
