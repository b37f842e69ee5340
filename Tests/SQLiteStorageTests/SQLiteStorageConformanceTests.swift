import SQLiteStorage
import SessionCore
import SessionTesting
import TestSupport
import Testing

@Suite struct SQLiteStorageConformanceTests {
    @Test(arguments: Durability.allCases, StorageConformance.cases(for: StorageDriver.sqlite.abilities))
    func keeps(durability: Durability, promise: StorageConformance) async throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        await promise.check(scale: .small) { namespace in
            try await SQLiteStorage.open(
                path: folder.path("sessions.db"), namespace: namespace, durability: durability, logger: Sample.logger)
        }
    }
}
