import SQLiteStorage
import SessionCore
import TestSupport
import Testing

/// The driver, and the abilities beyond lists and sweeps.
@Suite struct SQLiteStorageAbilityTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory("sqlite-storage")
    }

    private func environment(_ values: [String: String]) -> StorageDriver.Environment {
        StorageDriver.Environment(
            settings: PluginSettings(plugin: "sqlite", values: values), namespace: .standard, durability: .normal,
            dataDirectory: folder.path, logger: Sample.logger)
    }

    @Test func driverOpensBelowTheDataFolder() async throws {
        let store = try await StorageDriver.sqlite.open(environment(["path": "below/s.db", "busy-timeout": "50ms"]))
        #expect(try folder.contents("below/s.db").count > 0)
        #expect(store is any PrincipalIndex & Sweepable & Exportable & HealthCheckable & ChangeFeed & LeaseKeeper)
        #expect(Set(StorageDriver.sqlite.guarantees.keys) == Set(Durability.allCases))
        try await (store as? any ClosableStorage)?.close()
    }

    @Test(arguments: ["never", "61s", "soon"])
    func waitThatIsNoneIsRefused(_ text: String) async throws {
        await #expect {
            _ = try await StorageDriver.sqlite.open(environment(["path": "s.db", "busy-timeout": text]))
        } throws: {
            ($0 as? StorageError)?.code == .misconfigured
        }
    }

    @Test func leaseHasOneHolderAndARisingToken() async throws {
        let store = try await Sample.open(folder)
        let other = try await Sample.open(folder)
        let name = try #require(LeaseName("sweeper"))
        let ten = Duration.seconds(10)
        guard case .granted(let first) = try await store.acquireLease(name, holder: "a", for: ten, at: Sample.start)
        else { throw DeadlinePassed("a first grant") }
        let end = Sample.start.advanced(by: ten)
        #expect(try await other.acquireLease(name, holder: "b", for: ten, at: Sample.start) == .held(until: end))
        let renewed = try #require(try await store.renewLease(first, for: .seconds(20), at: Sample.start))
        #expect(renewed.token == first.token && renewed.expires == Sample.start.advanced(by: .seconds(20)))
        #expect(try await store.renewLease(first, for: ten, at: Sample.start) == renewed, "an end never moves back")
        #expect(try await store.releaseLease(first, at: Sample.start))
        #expect(try await store.releaseLease(first, at: Sample.start) == false)
        guard case .granted(let second) = try await other.acquireLease(name, holder: "b", for: ten, at: Sample.start)
        else { throw DeadlinePassed("a second grant") }
        #expect(second.token > first.token)
        #expect(try await store.renewLease(first, for: ten, at: Sample.start) == nil)
        #expect(try await other.renewLease(second, for: ten, at: end) == nil, "expired at its very end")
        try await store.close()
        try await other.close()
        let again = try await Sample.open(folder)
        guard case .granted(let third) = try await again.acquireLease(name, holder: "a", for: ten, at: end)
        else { throw DeadlinePassed("a third grant") }
        #expect(third.token > second.token)
        await #expect { try await again.acquireLease(name, holder: "a", for: .zero, at: end) } throws: {
            ($0 as? StorageError)?.code == .invalid
        }
        try await again.close()
    }

    @Test func feedTellsEverythingOnceAndKeepsItForADay() async throws {
        var store = try await Sample.open(folder)
        for number in 0..<3 { _ = try await store.create(Sample.session(number)) }
        _ = try await store.rotate(Sample.key(0), with: Rotation(to: Sample.key(9)), expecting: 1, at: Sample.start)
        _ = try await store.revoke(Sample.key(1), reason: .loggedOut, at: Sample.start)
        _ = try await store.revoke(Sample.key(1), reason: .revoked, at: Sample.start)
        let idle = Sample.start.advanced(by: .seconds(3_600))
        #expect(try await store.sweep(limit: 100, at: idle) == 2)
        try await store.close()
        store = try await Sample.open(folder)
        let page = try await store.events(after: .start, limit: 100)
        #expect(
            page.events.map(\.change) == [
                .created, .created, .created, .rotated, .ended(.loggedOut), .ended(.idle), .ended(.idle),
            ])
        #expect(page.events.map(\.position.number) == Array(1...7))
        #expect(!page.isMissing)
        let rest = try await store.events(after: FeedPosition(5), limit: 1)
        #expect(rest.events.map(\.position.number) == [6] && rest.next == FeedPosition(6))
        // A day after the first five, and not after the last two.
        _ = try await store.sweep(limit: 100, at: Sample.start.advanced(by: Limits.feedRetention))
        let kept = try await store.events(after: .start, limit: 100)
        #expect(kept.isMissing && kept.events.map(\.position.number) == [6, 7])
        _ = try await store.sweep(limit: 100, at: idle.advanced(by: Limits.feedRetention))
        _ = try await store.create(Sample.session(20))
        #expect(try await store.events(after: FeedPosition(7), limit: 9).events.map(\.position.number) == [8])
        try await store.close()
    }

    @Test func whatIsExportedRestoresTheSameStoreTwiceOver() async throws {
        let store = try await Sample.open(folder)
        for number in 0..<30 {
            _ = try await store.create(Sample.session(number, payload: Array(repeating: 1, count: number * 300)))
        }
        _ = try await store.revoke(Sample.key(3), reason: .loggedOut, at: Sample.start)
        let grace = Sample.start.advanced(by: .seconds(60))
        let rotation = Rotation(to: Sample.key(90), graceUntil: grace)
        _ = try await store.rotate(Sample.key(4), with: rotation, expecting: 1, at: Sample.start)
        let owner = try #require(Principal("workspace:other"))
        try await store.raiseEpoch(of: owner, to: Sample.start)
        var entries: [StoredEntry] = []
        var cursor: ExportCursor?
        repeat {
            let page = try await store.export(after: cursor, limit: 7)
            entries += page.entries
            cursor = page.next
        } while cursor != nil
        #expect(entries.count == 32 && Set(entries).count == 32)
        let other = try await Sample.open(folder, namespace: try #require(Namespace("copy")))
        for _ in 0..<2 { try await other.restore(entries.reversed()) }
        for number in Array(0..<30) + [90] {
            let expected = try await store.load(Sample.key(number), at: Sample.start)
            #expect(try await other.load(Sample.key(number), at: Sample.start) == expected, "\(number)")
        }
        #expect(try await other.epoch(of: owner) == Sample.start)
        #expect(try await other.events(after: .start, limit: 10).events.isEmpty)
        await #expect { try await store.export(after: ExportCursor("nowhere"), limit: 1) } throws: {
            ($0 as? StorageError)?.code == .invalid
        }
        try await store.close()
        try await other.close()
    }

    /// What the store does not take is found only behind what was written already, beside the write of another.
    @Test(arguments: Durability.allCases)
    func restoreThatIsRefusedChangesNothing(_ level: Durability) async throws {
        let store = try await Sample.open(folder, durability: level)
        let taken = Sample.session(1)
        _ = try await store.create(taken)
        let key = try #require(SessionKey(bytes: taken.key.bytes.prefix(31) + [taken.key.bytes[31] ^ 1]))
        let twin = SessionRecord(
            key: key, handle: try #require(SessionHandle("twin")), kind: .terminal, owner: taken.owner,
            createdAt: Sample.start, idleDeadline: .never, absoluteDeadline: .never, payload: [])
        let entries = [2, 3].map { StoredEntry.session(Sample.key($0), .live(Sample.session($0))) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 10..<30 {
                group.addTask {
                    let outcome = try await store.create(Sample.session(number))
                    #expect(outcome == .created)
                }
            }
            group.addTask {
                await #expect { try await store.restore(entries + [.session(key, .live(twin))]) } throws: {
                    ($0 as? StorageError)?.code == .unavailable
                }
            }
            try await group.waitForAll()
        }
        for number in [2, 3] { #expect(try await store.payload(number) == nil, "\(number) was restored") }
        for number in [1] + Array(10..<30) { #expect(try await store.payload(number) == [1, 2, 3]) }
        try await store.close()
    }

    /// Scenario S28: an hour either way ends nothing early, and brings nothing back.
    @Test func clockThatJumpsResurrectsNothing() async throws {
        let store = try await Sample.open(folder)
        let (hour, back) = (Duration.seconds(3_600), Duration.seconds(-3_600))
        for number in 0..<3 { _ = try await store.create(Sample.session(number)) }
        _ = try await store.touch(Sample.key(0), idleDeadline: Sample.start, at: Sample.start.advanced(by: back))
        #expect(try await store.sweep(limit: 10, at: Sample.start.advanced(by: back)) == 0)
        #expect(try await store.payload(0) != nil)
        _ = try await store.touch(
            Sample.key(1), idleDeadline: Sample.start.advanced(by: .seconds(7_200)), at: Sample.start)
        #expect(try await store.sweep(limit: 10, at: Sample.start.advanced(by: hour)) == 2)
        for number in [0, 2] {
            #expect(try await store.load(Sample.key(number), at: Sample.start.advanced(by: back)) == .gone(.idle))
        }
        #expect(try await store.payload(1) != nil)
        try await store.close()
    }
}
