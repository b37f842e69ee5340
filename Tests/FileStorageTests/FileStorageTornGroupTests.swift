import Dispatch
import SessionCore
import Synchronization
import Testing

@testable import FileStorage

/// What a loss of power leaves of the last write: some of its pages and not others, in any order.
@Suite struct FileStorageTornGroupTests {
    private static let segment = "default/0000000001.log"

    /// A segment whose last group is of eight frames: commits to sessions 0 to 3 and new sessions 4 to 7.
    private func log() async throws -> (bytes: [UInt8], frames: [Int], start: Int, end: Int) {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder, durability: .full)
        for number in 0..<4 { _ = try await store.create(Sample.session(number)) }
        let gate = DispatchSemaphore(value: 0)
        store.writing.async { gate.wait() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                group.addTask { _ = try await store.commit([9, 9], to: number, expecting: 1) }
                group.addTask { _ = try await store.create(Sample.session(4 + number)) }
            }
            while store.board.withLock({ $0.filling.waiters.count }) < 8 { await Task.yield() }
            gate.signal()
            try await group.waitForAll()
        }
        try await store.close()
        let bytes = try folder.contents(Self.segment)
        let groups = SegmentFixture.groupEnds(of: bytes)
        let end = try #require(groups.dropLast().last)
        let start = try #require(groups.dropLast(2).last)
        let frames = SegmentFixture.ends(of: bytes).filter { (start...end).contains($0) }
        try #require(frames.count == 9, "one group of eight frames")
        return (bytes, frames, start, end)
    }

    private func open(_ bytes: [UInt8]) async throws -> (TemporaryFolder, FileStorage) {
        let folder = try TemporaryFolder()
        try await Sample.open(folder).close()
        try folder.write(bytes, to: Self.segment)
        return (folder, try await Sample.open(folder))
    }

    @Test(arguments: 0..<8)
    func missingPartOfTheLastGroupTakesTheWholeGroupAndNoOther(_ frame: Int) async throws {
        let log = try await log()
        var bytes = Array(log.bytes[..<log.end])
        for place in log.frames[frame]..<log.frames[frame + 1] { bytes[place] = 0 }
        let (folder, store) = try await open(bytes)
        #expect(store.recovery.isClean, "nothing of it was acknowledged")
        #expect(store.recovery.endedSessions == 0)
        #expect(store.recovery.tornBytes == log.end - log.start)
        for number in 0..<4 { #expect(try await store.payload(number) == [1, 2, 3]) }
        for number in 4..<8 { #expect(try await store.payload(number) == nil) }
        _ = try await store.commit([5], to: 0, expecting: 1)
        try await store.close()
        #expect(Array(try folder.contents(Self.segment)[..<log.start]) == Array(log.bytes[..<log.start]))
        let again = try await Sample.open(folder)
        #expect(try await again.payload(0) == [5])
        try await again.close()
    }

    /// What came behind says that the group was acknowledged: to cut it would undo what somebody was told is done.
    @Test(arguments: 0..<8)
    func damageToAnAcknowledgedGroupIsNeverCut(_ frame: Int) async throws {
        var (bytes, frames, _, _) = try await log()
        bytes[frames[frame] + 25] ^= 1
        let (_, store) = try await open(bytes)
        #expect(store.recovery.tornBytes == 0)
        #expect(store.recovery.damagedPlaces == 1)
        let kept = try await (4..<8).asyncCount { try await store.payload($0) != nil }
        let committed = try await (0..<4).asyncCount { try await store.payload($0) == [9, 9] }
        #expect(kept + committed == 7, "all but the damaged one")
        try await store.close()
    }

    @Test func damageAcrossAGroupsBeginningIsDamageBeforeItAndTornBehindIt() async throws {
        let log = try await log()
        var bytes = Array(log.bytes[..<log.end])
        for place in log.start - 8..<log.frames[1] { bytes[place] = 0 }
        let (_, store) = try await open(bytes)
        #expect(store.recovery.damagedPlaces == 1)
        #expect(store.recovery.tornBytes == log.end - log.start)
        #expect(try await store.payload(3) == nil, "its acknowledged creation is what was damaged")
        for number in 0..<3 { #expect(try await store.payload(number) == [1, 2, 3]) }
        try await store.close()
    }

    @Test func logAtRestIsMarkedAsAcknowledged() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder, durability: .full, isMarking: true)
        _ = try await store.create(Sample.session(1))
        let unmarked = SegmentFixture.groupEnds(of: try folder.contents(Self.segment))[0]
        let deadline = ContinuousClock.now + .seconds(20)
        while try folder.contents(Self.segment).count == unmarked, .now < deadline { await Task.yield() }
        // As a kill leaves it, and then one bit rots.
        var bytes = try folder.contents(Self.segment)
        bytes[60] ^= 1
        let (_, again) = try await open(bytes)
        #expect(again.recovery.damagedPlaces == 1)
        #expect(again.recovery.tornBytes == 0)
        try await again.close()
        try await store.close()
    }
}

extension Sequence {
    fileprivate func asyncCount(where isCounted: (Element) async throws -> Bool) async rethrows -> Int {
        var count = 0
        for element in self where try await isCounted(element) { count += 1 }
        return count
    }
}
