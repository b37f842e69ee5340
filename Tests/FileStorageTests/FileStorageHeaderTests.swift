import Dispatch
import SessionCore
import Synchronization
import Testing

@testable import FileStorage

/// A damaged header of a segment costs nothing of what the segment holds.
@Suite struct FileStorageHeaderTests {
    private static let segment = "default/0000000001.log"

    private func fill() async throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        for number in 0..<5 { _ = try await store.create(Sample.session(number)) }
        _ = try await store.revoke(Sample.key(4), reason: .loggedOut, at: Sample.start)
        try await store.close()
        return try folder.contents(Self.segment)
    }

    private func expectAll(_ bytes: [UInt8], _ comment: Comment) async throws {
        let folder = try TemporaryFolder()
        try await Sample.open(folder).close()
        try folder.write(bytes, to: Self.segment)
        let store = try await Sample.open(folder)
        #expect(store.recovery.sessions == 4, comment)
        #expect(store.recovery.damagedPlaces == 1, comment)
        #expect(store.recovery.damagedBytes == 32, comment)
        #expect(store.recovery.quarantined == ["0000000001.log"], comment)
        #expect(try folder.contents("default/quarantine/0000000001.log") == bytes, comment)
        #expect(try await store.load(Sample.key(4), at: Sample.start) == .gone(.loggedOut), comment)
        try await store.close()
        let again = try await Sample.open(folder)
        #expect(again.recovery.isClean, comment)
        #expect(again.recovery.sessions == 4, comment)
        try await again.close()
    }

    @Test func anyFlippedBitLosesNothing() async throws {
        let whole = try await fill()
        for bit in stride(from: 0, to: 256, by: 5) {
            var bytes = whole
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            try await expectAll(bytes, "bit \(bit)")
        }
    }

    @Test func headerThatIsGoneLosesNothing() async throws {
        let whole = try await fill()
        try await expectAll(Array(repeating: 0, count: 32) + whole[32...], "zeros")
        try await expectAll(Array(repeating: 0xa5, count: 32) + whole[32...], "noise")
    }

    /// The first frame is damaged as well: the salt is that of the segment before.
    @Test func headerAndFirstFrameThatAreGoneLoseNoMoreThanThatFrame() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        _ = try await store.create(Sample.session(100))
        store.board.withLock { $0.compactionBytes = 0 }
        let payload = [UInt8](repeating: 1, count: 10_000)
        for version in 1...5 { _ = try await store.commit(payload, to: 100, expecting: UInt64(version)) }
        await withCheckedContinuation { done in
            store.writing.async { store.compacting.async { done.resume() } }
        }
        for number in 0..<3 { _ = try await store.create(Sample.session(number)) }
        try await store.close()
        let last = try #require(folder.names(in: "default").last { $0.hasSuffix(".log") })
        #expect(last != "0000000001.log")
        var bytes = try folder.contents("default/" + last)
        for place in 0..<60 { bytes[place] = 0 }
        try folder.write(bytes, to: "default/" + last)
        let again = try await Sample.open(folder)
        #expect(again.recovery.lostSegments == 0)
        #expect(again.recovery.damagedPlaces == 2)
        #expect(try await again.payload(100)?.count == 10_000)
        #expect(try await again.payload(2) == [1, 2, 3])
        try await again.close()
    }

    @Test func segmentWithoutAnyGoodFrameIsLostAndSaidToBe() async throws {
        let folder = try TemporaryFolder()
        try await Sample.open(folder).close()
        try folder.write(Array(repeating: 0xa5, count: 5_000), to: Self.segment)
        let store = try await Sample.open(folder)
        #expect(store.recovery.lostSegments == 1)
        #expect(store.recovery.mayHaveLostEpochs)
        #expect(!store.recovery.isClean)
        try await store.close()
    }

    @Test func logOfFormat1IsReadAndGoneOnWithInFormat2() async throws {
        let folder = try TemporaryFolder()
        try await Sample.open(folder).close()
        try folder.write(SegmentFixture.segmentOfVersion1, to: Self.segment)
        let store = try await Sample.open(folder)
        #expect(store.recovery.isClean)
        #expect(try await store.payload(1) == [1, 2, 3])
        #expect(try await store.load(Sample.key(2), at: Sample.start) == .gone(.loggedOut))
        _ = try await store.create(Sample.session(3))
        try await store.close()
        #expect(try folder.contents(Self.segment) == SegmentFixture.segmentOfVersion1)
        #expect(try folder.names(in: "default").contains("0000000002.log"))
        let again = try await Sample.open(folder)
        #expect(again.recovery.isClean)
        #expect(again.recovery.sessions == 2)
        try await again.close()
        // A torn end of the old format is cut as it always was.
        let other = try TemporaryFolder()
        try await Sample.open(other).close()
        try other.write(SegmentFixture.segmentOfVersion1.dropLast(3), to: Self.segment)
        let torn = try await Sample.open(other)
        #expect(torn.recovery.tornBytes > 0)
        #expect(torn.recovery.sessions == 2)
        try await torn.close()
    }
}
