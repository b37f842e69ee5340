import FileStorage
import SessionCore
import SessionTesting
import TestSupport
import Testing

/// The promises beside a twin in the same folder, and with encrypted payloads.
@Suite struct FileStorageMatrixTests {
    private static let cases = StorageConformance.cases(for: StorageDriver.file.abilities)

    @Test(arguments: cases)
    func keepsFromItsTwin(promise: StorageConformance) async throws {
        let folder = try TemporaryFolder()
        await promise.check(scale: .small, isTwinned: true) { namespace in
            try await FileStorage.open(
                path: folder.path, namespace: namespace, durability: .normal, logger: Sample.logger)
        }
    }

    @Test(arguments: [false, true], cases)
    func keepsEncrypted(isTwinned: Bool, promise: StorageConformance) async throws {
        let folder = try TemporaryFolder()
        let keyring = try EncryptionKeyring.sample()
        await promise.check(scale: .small, isTwinned: isTwinned) { namespace in
            try await FileStorage.open(
                path: folder.path, namespace: namespace, durability: .normal, logger: Sample.logger
            ).encrypted(namespace: namespace, keyring: keyring)
        }
    }
}
