import Dispatch
import Logging
import SessionCore
import Synchronization
import Testing

@testable import FileStorage

@Suite struct FileStorageDriverTests {
    @Test func driverOpensBelowTheDataFolder() async throws {
        let folder = try TemporaryFolder()
        let driver = StorageDriver.file
        let store = try await driver.open(
            StorageDriver.Environment(
                settings: PluginSettings(plugin: "file", values: ["path": "sessions"]), namespace: .standard,
                durability: .normal, dataDirectory: folder.path, logger: Sample.logger))
        #expect(try folder.names(in: "sessions/default").contains("0000000001.log"))
        #expect(store is any PrincipalIndex)
        #expect(store is any Sweepable)
        #expect(Set(driver.guarantees.keys) == Set(Durability.allCases))
        #expect(driver.keys.map(\.standard) == ["sessions"])
        try await (store as? any ClosableStorage)?.close()
    }

    @Test func noneIsWrittenAtTheLatestWhenItIsClosed() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder, durability: .none)
        for number in 0..<100 { _ = try await store.create(Sample.session(number)) }
        try await store.close()
        #expect(try await Sample.open(folder).recovery.sessions == 100)
    }

    @Test func closedStoreGivesItsFolderBackAndRefusesCalls() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        try await store.close()
        try await store.close()
        await #expect { try await store.create(Sample.session(1)) } throws: {
            ($0 as? StorageError)?.code == .unavailable
        }
        try await Sample.open(folder).close()
    }

    @Test func secondCloseReturnsNoSoonerThanTheFirst() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        let gate = DispatchSemaphore(value: 0)
        let isOpened = Mutex(false)
        store.writing.async { gate.wait() }
        async let first: Void = store.close()
        while store.board.withLock({ $0.condition.isOpen }) { await Task.yield() }
        async let second: Bool = {
            try await store.close()
            return isOpened.withLock { $0 }
        }()
        for _ in 0..<10_000 { await Task.yield() }
        isOpened.withLock { $0 = true }
        gate.signal()
        #expect(try await second, "the second call returned while the first was still at work")
        try await first
    }
}
