import Logging
import MemoryStorage
import SessionCore
import SessionTesting
import Testing

@Suite struct MemoryStorageTests {
    @Test(arguments: StorageConformance.cases(for: StorageDriver.memory.abilities))
    func keeps(_ promise: StorageConformance) async {
        await promise.check { _ in MemoryStorage() }
    }

    /// Two instances share nothing; what is held here to the kit is the kit's own repetition in another namespace.
    @Test(arguments: StorageConformance.cases(for: StorageDriver.memory.abilities))
    func keepsFromItsTwin(_ promise: StorageConformance) async {
        await promise.check(scale: .small, isTwinned: true) { _ in MemoryStorage() }
    }

    /// Scenario S52, in histories short enough that an order of each can be found.
    @Test func aHundredThousandCallsThatMeetHaveAnOrder() async throws {
        let metrics = StorageMetrics(uptime: { .zero })
        var scale = ConformanceScale.small
        scale.interleavings = 2_500
        for promise in StorageConformance.cases(for: StorageDriver.memory.abilities)
        where promise.name.hasPrefix("interleaved") {
            await promise.check(scale: scale) { _ in MemoryStorage().measured(by: metrics) }
        }
        #expect(metrics.measurements.reduce(0) { $0 + $1.outcomes.values.reduce(0, +) } >= 100_000)
    }

    @Test func driverOpensAnEmptyStoreWithTheAbilitiesItNames() async throws {
        let driver = StorageDriver.memory
        let store = try await driver.open(environment())
        #expect(driver.name == "memory")
        #expect(driver.abilities == [.principalIndex, .sweepable, .exportable, .healthCheckable])
        #expect(store is any PrincipalIndex)
        #expect(store is any Sweepable)
        #expect(store is any Exportable)
        #expect(store is any HealthCheckable)
        #expect(Array(driver.guarantees.keys) == [.none], "a store in memory may promise nothing more than none")
    }

    /// Scenario S66: what stands in the index is what lives, and one batch that a sweep has not reached.
    @Test func indexHoldsNoMoreThanTheLivingAndNothingAfterAllHaveExpired() async throws {
        let store = MemoryStorage()
        let start = Timestamp(milliseconds: 1_000_000)
        let owner = Principal.workspace(.random())
        var living = 0
        for cycle in 0..<10_000 {
            let record = session(owner, start, idle: .seconds(60))
            #expect(try await store.create(record) == .created)
            let new = SessionToken.random().key
            switch cycle % 4 {
            case 0: _ = try await store.revoke(record.key, reason: .loggedOut, at: start)
            case 1:
                _ = try await store.rotate(record.key, with: Rotation(to: new), expecting: 1, at: start)
                _ = try await store.revoke(new, reason: .loggedOut, at: start)
            case 2:
                _ = try await store.rotate(record.key, with: Rotation(to: new), expecting: 1, at: start)
                living += 1
            default: living += 1
            }
        }
        #expect(store.listedSessions == living)
        let now = start.advanced(by: .seconds(60))
        while try await store.sweep(limit: Limits.sweepRecords, at: now) > 0 {}
        #expect(store.listedSessions == 0)
    }

    @Test func sessionsThatAnEpochEndedLeaveTheIndexWithASweep() async throws {
        let store = MemoryStorage()
        let start = Timestamp(milliseconds: 1_000_000)
        let owner = Principal.workspace(.random())
        for _ in 0..<2_500 { _ = try await store.create(session(owner, start, idle: nil)) }
        try await store.raiseEpoch(of: owner, to: start)
        #expect(store.listedSessions == 2_500)
        var counts: [Int] = []
        repeat {
            counts.append(try await store.sweep(limit: 1_000, at: start))
        } while counts.last != 0
        #expect(counts == [1_000, 1_000, 500, 0])
        #expect(store.listedSessions == 0)
    }

    private func session(_ owner: Principal, _ start: Timestamp, idle: Duration?) -> SessionRecord {
        SessionRecord(
            key: SessionToken.random().key, handle: .random(), kind: .terminal, owner: owner, createdAt: start,
            idleDeadline: idle.map(start.advanced(by:)) ?? .never, absoluteDeadline: .never, payload: [])
    }

    private func environment() -> StorageDriver.Environment {
        StorageDriver.Environment(
            settings: PluginSettings(plugin: "memory", values: [:]), namespace: .standard, durability: .none,
            dataDirectory: "/nowhere", logger: Logger(label: "test"))
    }
}
