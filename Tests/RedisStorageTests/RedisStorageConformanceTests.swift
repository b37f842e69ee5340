import Logging
import SessionCore
import SessionTesting
import TestSupport
import Testing

@testable import RedisStorage

@Suite struct RedisStorageConformanceTests {
    private static let cases = StorageConformance.cases(for: StorageDriver.redis.abilities)
    private let prefix = "case-\(SessionHandle.random()):"

    @Test(arguments: [false, true], cases)
    func keeps(isTwinned: Bool, promise: StorageConformance) async throws {
        let server = try await SharedServer.value()
        await promise.check(scale: .small, isTwinned: isTwinned) { namespace in
            try await Sample.open(server, prefix: prefix, namespace: namespace)
        }
    }

    @Test(arguments: [false, true], cases)
    func keepsEncrypted(isTwinned: Bool, promise: StorageConformance) async throws {
        let server = try await SharedServer.value()
        let keyring = try EncryptionKeyring.sample()
        await promise.check(scale: .small, isTwinned: isTwinned) { namespace in
            try await Sample.open(server, prefix: prefix, namespace: namespace)
                .encrypted(namespace: namespace, keyring: keyring)
        }
    }
}
