import FileStorage
import Logging
import MemoryStorage
import SessionCore
import SessionTesting
import TestSupport
import Testing

@Suite struct EncryptedStorageAbilitiesTests {
    private func wrapped(_ base: any SessionStorage) throws -> any SessionStorage {
        base.encrypted(namespace: .standard, keyring: try EncryptionSample.keyring(EncryptionSample.a))
            .measured(by: StorageMetrics(uptime: { .zero }))
    }

    @Test func wrappersCanDoExactlyWhatTheStoreInsideCan() async throws {
        let folder = try TemporaryDirectory()
        let file = try await FileStorage.open(
            path: folder.path, namespace: .standard, durability: .none, logger: Logger(label: "test"))
        for base in [MemoryStorage(), file, FailingStorage()] as [any SessionStorage] {
            let store = try wrapped(base)
            #expect((store is any PrincipalIndex) == (base is any PrincipalIndex))
            #expect((store is any Sweepable) == (base is any Sweepable))
            #expect((store is any Exportable) == (base is any Exportable))
            #expect((store is any HealthCheckable) == (base is any HealthCheckable))
            #expect((store is any ChangeFeed) == (base is any ChangeFeed))
            #expect((store is any LeaseKeeper) == (base is any LeaseKeeper))
            #expect((store is any ClosableStorage) == (base is any ClosableStorage))
        }
        #expect(try wrapped(file) as? any PrincipalIndex & Sweepable != nil)
        try await (try wrapped(file) as? any ClosableStorage)?.close()
        // The folder can be opened again, so it was really closed.
        try await FileStorage.open(
            path: folder.path, namespace: .standard, durability: .none, logger: Logger(label: "test")
        ).close()
    }

    @Test(arguments: [false, true], StorageConformance.cases(for: StorageDriver.memory.abilities))
    func encryptedMemoryKeeps(isTwinned: Bool, _ promise: StorageConformance) async throws {
        let keyring = try EncryptionSample.keyring(EncryptionSample.a)
        await promise.check(scale: .small, isTwinned: isTwinned) { namespace in
            MemoryStorage().encrypted(namespace: namespace, keyring: keyring)
        }
    }

    @Test(arguments: StorageConformance.cases(for: StorageDriver.file.abilities))
    func encryptedFileKeeps(_ promise: StorageConformance) async throws {
        let folder = try TemporaryDirectory()
        let keyring = try EncryptionSample.keyring(EncryptionSample.a)
        await promise.check(scale: .small) { namespace in
            try await FileStorage.open(
                path: folder.path, namespace: namespace, durability: .normal, logger: Logger(label: "test")
            ).encrypted(namespace: namespace, keyring: keyring)
        }
    }

    @Test func nothingOfAPayloadIsInTheFiles() async throws {
        let folder = try TemporaryDirectory()
        let base = try await FileStorage.open(
            path: folder.path, namespace: .standard, durability: .normal, logger: Logger(label: "test"))
        let store = try EncryptedStorage(
            base, namespace: .standard, keyring: EncryptionSample.keyring(EncryptionSample.a))
        let plain = "mooring-plaintext-marker"
        let record = EncryptionSample.record(plain)
        _ = try await store.create(record)
        _ = try await store.commit(
            Array((plain + plain).utf8), for: record.key, expecting: 1, idleDeadline: nil, at: EncryptionSample.start)
        _ = try await store.rotate(
            record.key, with: Rotation(to: SessionToken.random().key), expecting: 2, at: EncryptionSample.start)
        try await store.close()
        let grep = try await ChildProcess.run("/bin/grep", ["-rc", plain, folder.path])
        #expect(grep.code == 1, "\(grep.output)")
        // The same search finds what is there: the handle is not encrypted.
        let control = try await ChildProcess.run("/bin/grep", ["-rac", record.handle.text, folder.path])
        #expect(control.code == 0, "\(control.output)")
    }
}
