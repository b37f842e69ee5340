import Foundation
import JournalStorage
import SessionCore
import SessionTesting
import Testing

@Suite struct JournalStorageTests {
    @Test(arguments: StorageConformance.cases(for: StorageDriver.journal.abilities))
    func keeps(_ promise: StorageConformance) async throws {
        let folder = TemporaryFolder()
        await promise.check(scale: .small) { namespace in
            try JournalStorage(folder: folder.path, namespace: namespace, durability: .normal)
        }
    }

    @Test func tornLastLineIsCutAndTheRestIsThere() async throws {
        let folder = TemporaryFolder()
        let record = session()
        try await write(record, folder)
        let torn = try Data(contentsOf: folder.journal) + Data("{\"changes\":[{\"rem".utf8)
        try torn.write(to: folder.journal)
        let store = try JournalStorage(folder: folder.path, namespace: .standard, durability: .normal)
        #expect(try await store.load(record.key, at: record.createdAt) == .live(record))
    }

    @Test func lineThatCannotBeReadIsCorruptAndNothingIsOverwritten() async throws {
        let folder = TemporaryFolder()
        try await write(session(), folder)
        let broken =
            Data("{\"changes\":[{\"removed\":{\"key\":\"zz\"}}]}\n".utf8) + (try Data(contentsOf: folder.journal))
        try broken.write(to: folder.journal)
        let error = #expect(throws: StorageError.self) {
            try JournalStorage(folder: folder.path, namespace: .standard, durability: .normal)
        }
        #expect(error?.code == .corrupt)
        #expect(error?.message.contains("line 1") == true)
        #expect(try Data(contentsOf: folder.journal) == broken)
    }

    @Test func journalOfManyChangesIsShortAfterReopening() async throws {
        let folder = TemporaryFolder()
        let record = session()
        let store = try JournalStorage(folder: folder.path, namespace: .standard, durability: .normal)
        _ = try await store.create(record)
        for version in 1...200 as ClosedRange<UInt64> {
            _ = try await store.commit(
                [7], for: record.key, expecting: version, idleDeadline: nil, at: record.createdAt)
        }
        try await store.close()
        _ = try JournalStorage(folder: folder.path, namespace: .standard, durability: .normal)
        let lines = try Data(contentsOf: folder.journal).count { $0 == UInt8(ascii: "\n") }
        #expect(lines == 1, "one session is one line, whatever its history")
    }

    @Test func journalIsForItsOwnerOnlyAndHoldsNoToken() async throws {
        let folder = TemporaryFolder()
        let token = SessionToken.random()
        var record = session()
        record.key = token.key
        try await write(record, folder)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.journal.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(!String(decoding: try Data(contentsOf: folder.journal), as: UTF8.self).contains(token.text))
    }

    private func write(_ record: SessionRecord, _ folder: TemporaryFolder) async throws {
        let store = try JournalStorage(folder: folder.path, namespace: .standard, durability: .normal)
        #expect(try await store.create(record) == .created)
        try await store.close()
    }

    private func session() -> SessionRecord {
        SessionRecord(
            key: SessionToken.random().key, handle: .random(), kind: .terminal, owner: .workspace(.random()),
            createdAt: Timestamp(milliseconds: 1_000), idleDeadline: .never, absoluteDeadline: .never, payload: [1, 2])
    }
}
