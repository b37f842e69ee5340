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
}
