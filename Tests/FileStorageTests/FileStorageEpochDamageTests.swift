import FileStorage
import SessionCore
import Testing

/// A damaged epoch must let nobody in whom it refused.
@Suite struct FileStorageEpochDamageTests {
    private static let segment = "default/0000000001.log"

    /// Frames 0 to 2: sessions of one principal; 3 and 4: its epoch, twice; 5: a session of somebody else.
    private func fill(_ folder: TemporaryFolder) async throws -> (bytes: [UInt8], ends: [Int]) {
        let store = try await Sample.open(folder)
        for number in 0..<3 { _ = try await store.create(Sample.session(number)) }
        try await store.raiseEpoch(of: Sample.session(0).owner, to: Sample.start)
        var other = Sample.session(3)
        other.owner = .workspace(.random())
        _ = try await store.create(other)
        try await store.close()
        let bytes = try folder.contents(Self.segment)
        return (bytes, SegmentFixture.ends(of: bytes))
    }

    @Test(arguments: [3, 4])
    func oneOfItsTwoFramesIsEnough(_ frame: Int) async throws {
        let folder = try TemporaryFolder()
        var (bytes, ends) = try await fill(folder)
        bytes[ends[frame] - 1] ^= 1
        try folder.write(bytes, to: Self.segment)
        let again = try await Sample.open(folder)
        #expect(try await again.epoch(of: Sample.session(0).owner) == Sample.start)
        #expect(again.recovery.refusedPrincipals == 0)
        for number in 0..<3 { #expect(try await again.payload(number) == nil) }
        #expect(try await again.payload(3) == [1, 2, 3])
        #expect(try await again.create(Sample.session(4)) == .gone(.revoked))
        try await again.close()
    }

    @Test func whereBothAreDamagedEverythingSoFarIsRefused() async throws {
        let folder = try TemporaryFolder()
        var (bytes, ends) = try await fill(folder)
        bytes[ends[3] - 1] ^= 1
        bytes[ends[4] - 1] ^= 1
        try folder.write(bytes, to: Self.segment)
        let again = try await Sample.open(folder)
        #expect(again.recovery.refusedPrincipals == 1)
        #expect(again.recovery.endedSessions == 3)
        #expect(!again.recovery.mayHaveLostEpochs, "it is known whose it was")
        #expect(try await again.create(Sample.session(4)) == .gone(.revoked), "what the epoch refused stays refused")
        #expect(try await again.payload(3) == [1, 2, 3])
        try await again.close()
        let third = try await Sample.open(folder)
        #expect(third.recovery.isClean)
        #expect(try await third.create(Sample.session(4)) == .gone(.revoked))
        try await third.close()
    }

    /// A session that was let in later proves that the epoch was earlier.
    @Test func whoWasLetInLaterStays() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        _ = try await store.create(Sample.session(0))
        try await store.raiseEpoch(of: Sample.session(0).owner, to: Sample.start)
        var later = Sample.session(1)
        later.authenticatedAt = Sample.start.advanced(by: .seconds(1))
        later.touchedAt = Sample.start.advanced(by: .seconds(5))
        #expect(try await store.create(later) == .created)
        try await store.close()
        var bytes = try folder.contents(Self.segment)
        let ends = SegmentFixture.ends(of: bytes)
        bytes[ends[1] - 1] ^= 1
        bytes[ends[2] - 1] ^= 1
        try folder.write(bytes, to: Self.segment)
        let again = try await Sample.open(folder)
        #expect(again.recovery.refusedPrincipals == 1)
        #expect(try await again.payload(0) == nil)
        #expect(try await again.payload(1) == [1, 2, 3])
        try await again.close()
    }

    @Test func damageThatNamesNobodyIsSaidToBePossiblyAnEpoch() async throws {
        let folder = try TemporaryFolder()
        var (bytes, ends) = try await fill(folder)
        for place in ends[2]..<ends[4] { bytes[place] = 0xff }
        try folder.write(bytes, to: Self.segment)
        let again = try await Sample.open(folder)
        #expect(again.recovery.silentPlaces == 1)
        #expect(again.recovery.mayHaveLostEpochs)
        try await again.close()
    }
}
