import FileStorage
import Foundation
import Glibc
import SessionCore
import Testing

/// Names in the folder that no store gave.
@Suite struct FileStorageStrayNameTests {
    @Test(arguments: [UInt64.max, 1 << 62, (1 << 62) - 1, 1 << 61, 1 << 60, (1 << 60) - 1] as [UInt64])
    func largeNumberIsSetAsideAndWhatIsWrittenLaterIsServed(_ number: UInt64) async throws {
        let folder = try TemporaryFolder()
        try await Sample.open(folder).close()
        try folder.write([1, 2, 3], to: "default/\(number).log")
        let store = try await Sample.open(folder)
        #expect(store.recovery.quarantined == ["\(number).log"])
        _ = try await store.create(Sample.session(1))
        try await store.close()
        // A damaged segment is replaced by ones of higher numbers, and those are read again as well.
        var bytes = try folder.contents("default/0000000001.log")
        bytes.insert(contentsOf: [9, 9, 9], at: 32)
        try folder.write(bytes, to: "default/0000000001.log")
        let second = try await Sample.open(folder)
        #expect(second.recovery.damagedPlaces == 1)
        try await second.close()
        let third = try await Sample.open(folder)
        #expect(third.recovery.isClean)
        #expect(try await third.payload(1) == [1, 2, 3])
        try await third.close()
    }

    @Test func nameThatIsNoTextIsPassedOver() async throws {
        let folder = try TemporaryFolder()
        try await Sample.open(folder).close()
        let path = (Array((folder.path + "/default/").utf8) + [0xff, 0xfe, 0]).map { CChar(bitPattern: $0) }
        let descriptor = Glibc.open(path, O_CREAT | O_WRONLY, 0o600)
        try #require(descriptor >= 0)
        Glibc.close(descriptor)
        let store = try await Sample.open(folder)
        #expect(store.recovery.skippedNames == 1)
        #expect(try await store.create(Sample.session(1)) == .created)
        try await store.close()
    }

    @Test func moreEntriesThanAreLookedAtAreRefused() async throws {
        let folder = try TemporaryFolder()
        try await Sample.open(folder).close()
        for number in 0...10_000 { mkdir("\(folder.path)/default/folder-\(number)", 0o700) }
        await #expect {
            try await Sample.open(folder)
        } throws: { error in
            guard let error = error as? StorageError else { return false }
            return error.code == .misconfigured && error.message.contains("10000 entries")
        }
    }
}
