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

    /// Scenario S52, in histories short enough that an order of each can be found.
    @Test func aHundredThousandCallsThatMeetHaveAnOrder() async throws {
        let metrics = StorageMetrics(uptime: { .zero })
        var scale = ConformanceScale.small
        scale.interleavings = 2_500
        for promise in SQLiteStorageConformanceTests.cases where promise.name.hasPrefix("interleaved") {
            let folder = try TemporaryDirectory("sqlite-storage")
            await promise.check(scale: scale) { namespace in
                try await Sample.open(folder, namespace: namespace, durability: .none).measured(by: metrics)
            }
        }
        #expect(metrics.measurements.reduce(0) { $0 + $1.outcomes.values.reduce(0, +) } >= 100_000)
    }
}
