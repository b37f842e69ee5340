import FileStorage
import SessionCore
import Testing

@Suite struct FileStorageHealthTests {
    @Test(arguments: Durability.allCases)
    func roundTripLeavesNothingBehind(_ durability: Durability) async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder, durability: durability)
        _ = try await store.create(Sample.session(1))
        let before = try folder.names(in: "default")
        for _ in 0..<3 {
            let health = try await store.checkHealth(at: Sample.start)
            #expect(health.facts["entries"] == "1")
            #expect(health.facts["durability"] == durability.rawValue)
        }
        #expect(try folder.names(in: "default") == before)
        #expect(try await store.payload(1) == [1, 2, 3])
        #expect(try await store.events(after: .start, limit: 10).events.count == 1)
        try await store.close()
        let again = try await Sample.open(folder)
        #expect(again.recovery.isClean)
        #expect(again.recovery.sessions == 1)
        try await again.close()
    }

    @Test func closedStoreIsNotHealthy() async throws {
        let store = try await Sample.open(TemporaryFolder())
        try await store.close()
        await #expect { try await store.checkHealth(at: Sample.start) } throws: {
            ($0 as? StorageError)?.code == .unavailable
        }
    }

    @Test func damageStaysRedUntilTheStoreIsOpenedAnew() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        for number in 0..<3 { _ = try await store.create(Sample.session(number)) }
        try await store.close()
        var bytes = try folder.contents("default/0000000001.log")
        bytes[60] ^= 1
        try folder.write(bytes, to: "default/0000000001.log")
        let damaged = try await Sample.open(folder)
        for _ in 0..<2 {
            await #expect { try await damaged.checkHealth(at: Sample.start) } throws: {
                ($0 as? StorageError)?.code == .corrupt
            }
        }
        #expect(try await damaged.payload(2) == [1, 2, 3], "what can be read is served")
        try await damaged.close()
        let again = try await Sample.open(folder)
        let health = try await again.checkHealth(at: Sample.start)
        #expect(health.warnings.isEmpty)
        try await again.close()
    }
}
