import FileStorage
import SessionCore
import SessionTesting
import Testing

@Suite struct FileStorageConformanceTests {
    @Test(arguments: Durability.allCases, StorageConformance.cases(for: StorageDriver.file.abilities))
    func keeps(durability: Durability, promise: StorageConformance) async throws {
        let folder = try TemporaryFolder()
        await promise.check(scale: durability == .full ? .small : .full) { namespace in
            try await FileStorage.open(
                path: folder.path, namespace: namespace, durability: durability, logger: Sample.logger)
        }
    }

    /// Scenario S52, in histories short enough that an order of each can be found.
    @Test func aHundredThousandCallsThatMeetHaveAnOrder() async throws {
        let metrics = StorageMetrics(uptime: { .zero })
        var scale = ConformanceScale.small
        scale.interleavings = 2_500
        for promise in StorageConformance.cases(for: StorageDriver.file.abilities)
        where promise.name.hasPrefix("interleaved") {
            let folder = try TemporaryFolder()
            await promise.check(scale: scale) { namespace in
                try await FileStorage.open(
                    path: folder.path, namespace: namespace, durability: .normal, logger: Sample.logger
                ).measured(by: metrics)
            }
        }
        #expect(metrics.measurements.reduce(0) { $0 + $1.outcomes.values.reduce(0, +) } >= 100_000)
    }
}
