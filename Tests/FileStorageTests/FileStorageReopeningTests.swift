import FileStorage
import Foundation
import SessionCore
import Testing

/// What opening finds: torn ends, damage, files that do not belong there.
@Suite struct FileStorageReopeningTests {
    private static let segment = "default/0000000001.log"

    /// A store with sessions 0 to 9, one frame each, whose segment is answered.
    private static func fill(_ folder: TemporaryFolder) async throws -> [UInt8] {
        let store = try await Sample.open(folder)
        for number in 0..<10 { _ = try await store.create(Sample.session(number, payload: [UInt8(number)])) }
        try await store.close()
        return try folder.contents(segment)
    }

    @Test func tornLastFrameIsCutAtEveryByte() async throws {
        let whole = try await Self.fill(TemporaryFolder())
        let ends = SegmentFixture.ends(of: whole)
        for length in (ends[8] + 1)..<ends[9] {
            let folder = try TemporaryFolder()
            try await Sample.open(folder).close()
            try folder.write(Array(whole[..<length]), to: Self.segment)
            let store = try await Sample.open(folder)
            #expect(store.recovery.tornBytes == length - ends[8], "cut at byte \(length)")
            #expect(store.recovery.sessions == 9)
            #expect(store.recovery.isClean)
            #expect(try await store.payload(9) == nil)
            #expect(try await store.create(Sample.session(9, payload: [99])) == .created)
            try await store.close()
            let again = try await Sample.open(folder)
            #expect(try await again.payload(9) == [99], "what followed a cut at byte \(length)")
            #expect(again.recovery.tornBytes == 0)
        }
    }

    @Test func flippedBitInTheMiddleLosesOneSessionAndNoOther() async throws {
        let whole = try await Self.fill(TemporaryFolder())
        let ends = SegmentFixture.ends(of: whole)
        for position in stride(from: ends[3], to: ends[4], by: 5) {
            let folder = try TemporaryFolder()
            try await Sample.open(folder).close()
            var damaged = whole
            damaged[position] ^= 0x10
            try folder.write(damaged, to: Self.segment)
            let store = try await Sample.open(folder)
            #expect(store.recovery.damagedPlaces == 1, "bit flipped at byte \(position)")
            #expect(store.recovery.quarantined == ["0000000001.log"])
            for number in 0..<10 {
                let payload = try await store.payload(number)
                #expect(payload == (number == 4 ? nil : [UInt8(number)]), "session \(number), byte \(position)")
            }
            #expect(try folder.contents("default/quarantine/0000000001.log") == damaged)
            try await store.close()
            let again = try await Sample.open(folder)
            #expect(again.recovery.isClean, "the damage was reported once")
            #expect(again.recovery.sessions == 9)
        }
    }

    @Test func damagedRevocationDoesNotBringItsSessionBack() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        for number in 0..<3 { _ = try await store.create(Sample.session(number)) }
        _ = try await store.revoke(Sample.key(1), reason: .loggedOut, at: Sample.start)
        _ = try await store.commit([7], to: 2, expecting: 1)
        try await store.close()
        var bytes = try folder.contents(Self.segment)
        let ends = SegmentFixture.ends(of: bytes)
        bytes[ends[3] - 1] ^= 1
        try folder.write(bytes, to: Self.segment)
        let again = try await Sample.open(folder)
        #expect(again.recovery.endedSessions == 1)
        #expect(try await again.load(Sample.key(1), at: Sample.start) == .gone(.revoked))
        #expect(try await again.payload(0) == [1, 2, 3])
        #expect(try await again.payload(2) == [7])
    }

    /// An end of all sessions is one frame of many changes: wherever the damage is, the others tell whose they were.
    @Test func damagedEndOfAllBringsNoSessionBack() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        for number in 0..<3 { _ = try await store.create(Sample.session(number)) }
        let owner = Sample.session(0).owner
        #expect(try await store.revokeSessions(of: owner, except: nil, reason: .revoked, at: Sample.start) == 3)
        var other = Sample.session(3)
        other.owner = .workspace(.random())
        _ = try await store.create(other)
        try await store.close()
        let whole = try folder.contents(Self.segment)
        let ends = SegmentFixture.ends(of: whole)
        for position in stride(from: ends[2], to: ends[3], by: 7) {
            let folder = try TemporaryFolder()
            try await Sample.open(folder).close()
            var damaged = whole
            damaged[position] ^= 0x10
            try folder.write(damaged, to: Self.segment)
            let again = try await Sample.open(folder)
            for number in 0..<3 {
                let found = try await again.load(Sample.key(number), at: Sample.start)
                #expect(found == .gone(.revoked), "bit flipped at byte \(position - ends[2]) of the frame")
            }
            #expect(try await again.payload(3) == [1, 2, 3])
            try await again.close()
        }
    }

    @Test func framesInsideAPayloadAreNeverTakenForFrames() async throws {
        let donor = try await Self.fill(TemporaryFolder())
        let forged = Array(donor[32...])
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        _ = try await store.create(Sample.session(100, payload: forged))
        _ = try await store.create(Sample.session(101))
        try await store.close()
        var bytes = try folder.contents(Self.segment)
        bytes[32] ^= 1
        try folder.write(bytes, to: Self.segment)
        let again = try await Sample.open(folder)
        #expect(again.recovery.sessions == 1)
        #expect(try await again.payload(101) == [1, 2, 3])
        #expect(try await again.payload(3) == nil)
    }

    @Test(arguments: ["nothing", "one byte", "zeros", "noise"])
    func unreadableFilesAreSetAsideAndOthersServed(_ kind: String) async throws {
        let garbage: [UInt8] =
            switch kind {
            case "nothing": []
            case "one byte": [7]
            case "zeros": Array(repeating: 0, count: 4_096)
            default: (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            }
        let folder = try TemporaryFolder()
        _ = try await Self.fill(folder)
        try folder.write(garbage, to: "default/0000000007.log")
        try folder.write(garbage, to: "default/notes.txt")
        try folder.write(garbage, to: "default/0000000009.log.tmp")
        let store = try await Sample.open(folder)
        #expect(store.recovery.quarantined == ["0000000007.log", "notes.txt"])
        #expect(store.recovery.removedFiles == 1)
        #expect(store.recovery.sessions == 10)
        #expect(try folder.contents("default/quarantine/notes.txt") == garbage)
        #expect(try folder.names(in: "default") == ["0000000001.log", "lock", "quarantine"])
    }

    @Test func garbageBehindTheLastFrameIsCut() async throws {
        let folder = try TemporaryFolder()
        let whole = try await Self.fill(folder)
        try folder.write(whole + Array(repeating: 0xa5, count: 100_000), to: Self.segment)
        let store = try await Sample.open(folder)
        #expect(store.recovery.tornBytes == 100_000)
        #expect(store.recovery.sessions == 10)
        #expect(try folder.contents(Self.segment) == whole)
    }

    @Test func newerFormatIsRefusedAndLeftAsItIs() async throws {
        let folder = try TemporaryFolder()
        try await Sample.open(folder).close()
        // The header that a version 3 would write: magic, version, and a checksum that is right.
        try folder.write(SegmentFixture.headerOfVersion3, to: Self.segment)
        await #expect {
            try await Sample.open(folder)
        } throws: { error in
            guard let error = error as? StorageError else { return false }
            return error.code == .misconfigured && error.message.contains("format 3")
        }
        #expect(try folder.contents(Self.segment) == SegmentFixture.headerOfVersion3)
    }

    @Test func touchTakesLessThan72BytesWhateverThePayload() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        let payload = [UInt8](repeating: 5, count: SessionCore.Limits.payloadBytes)
        _ = try await store.create(Sample.session(1, payload: payload))
        let before = try folder.contents(Self.segment).count
        for step in 1...10 {
            let deadline = Sample.start.advanced(by: .seconds(3_600 + step))
            #expect(
                try await store.touch(Sample.key(1), idleDeadline: deadline, at: Sample.start) == .touched(deadline))
        }
        let grown = try folder.contents(Self.segment).count - before
        #expect(grown > 0 && grown < 10 * 72, "ten touches took \(grown) bytes")
    }
}
