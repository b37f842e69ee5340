import SQLiteStorage
import SessionCore
import SessionTesting
import TestSupport
import Testing

@Suite struct SQLiteStorageConformanceTests {
    private static let cases = StorageConformance.cases(for: StorageDriver.sqlite.abilities)

    @Test(arguments: Durability.allCases, cases)
    func keeps(durability: Durability, promise: StorageConformance) async throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        await promise.check(scale: .small) { namespace in
            try await Sample.open(folder, namespace: namespace, durability: durability)
        }
    }

    @Test(arguments: cases)
    func keepsFromItsTwin(promise: StorageConformance) async throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        await promise.check(scale: .small, isTwinned: true) { namespace in
            try await Sample.open(folder, namespace: namespace)
        }
    }

    @Test(arguments: [false, true], cases)
    func keepsEncrypted(isTwinned: Bool, promise: StorageConformance) async throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        let keyring = try EncryptionKeyring.sample()
        await promise.check(scale: .small, isTwinned: isTwinned) { namespace in
            try await Sample.open(folder, namespace: namespace).encrypted(namespace: namespace, keyring: keyring)
        }
    }
}
