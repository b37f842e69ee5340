import Logging
import SessionCore
import SessionTesting
import Synchronization
import TestSupport
import Testing

@testable import RedisStorage

@Suite struct RedisStorageConformanceTests {
    private static let cases = StorageConformance.cases(for: StorageDriver.redis.abilities)

    @Test(arguments: [false, true], cases)
    func keeps(isTwinned: Bool, promise: StorageConformance) async throws {
        try await check(promise, isTwinned: isTwinned) { store, _ in store }
    }

    @Test(arguments: [false, true], cases)
    func keepsEncrypted(isTwinned: Bool, promise: StorageConformance) async throws {
        let keyring = try EncryptionKeyring.sample()
        try await check(promise, isTwinned: isTwinned) { store, namespace in
            store.encrypted(namespace: namespace, keyring: keyring)
        }
    }

    /// Scenario S52, in histories short enough that an order of each can be found.
    @Test func fortyThousandCallsThatMeetHaveAnOrder() async throws {
        let metrics = StorageMetrics(uptime: { .zero })
        var scale = ConformanceScale.small
        scale.interleavings = 1_000
        for promise in RedisStorageConformanceTests.cases where promise.name.hasPrefix("interleaved") {
            try await check(promise, isTwinned: false, scale: scale) { store, _ in store.measured(by: metrics) }
        }
        #expect(metrics.measurements.reduce(0) { $0 + $1.outcomes.values.reduce(0, +) } >= 40_000)
    }

    /// Runs a case, and closes every store that it opened: hundreds of cases would hold thousands of connections.
    private func check(
        _ promise: StorageConformance, isTwinned: Bool, scale: ConformanceScale = .small,
        wrap: @escaping @Sendable (RedisStorage, Namespace) -> any SessionStorage
    ) async throws {
        let server = try await SharedServer.value()
        let prefix = "case-\(SessionHandle.random()):"
        let opened = OpenedStores()
        await promise.check(scale: scale, isTwinned: isTwinned) { namespace in
            let store = try await Sample.open(server, prefix: prefix, namespace: namespace)
            opened.stores.withLock { $0.append(store) }
            return wrap(store, namespace)
        }
        for store in opened.stores.withLock({ $0 }) { try await store.close() }
    }

    private final class OpenedStores: Sendable {
        let stores = Mutex<[RedisStorage]>([])
    }
}
