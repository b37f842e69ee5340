import SessionCore
import TestSupport
import Testing

@testable import RedisStorage

/// Export, feed, leases, health and instants at the ends of time.
@Suite struct RedisStorageAbilityTests {
    private let now = Sample.start

    @Test func exportMeetsEverythingOnceAndIsRestored() async throws {
        let source = try await opened()
        for number in 0..<25 { _ = try await source.create(Sample.session(number, payload: [UInt8(number)])) }
        _ = try await source.rotate(
            Sample.key(1), with: Rotation(to: Sample.key(101), graceUntil: .never), expecting: 1, at: now)
        _ = try await source.revoke(Sample.key(2), reason: .loggedOut, at: now)
        for name in ["user:a|1", "user:a|2"] { try await source.raiseEpoch(of: Sample.principal(name), to: now) }
        var (entries, cursor): ([StoredEntry], ExportCursor?) = ([], nil)
        repeat {
            let page = try await source.export(after: cursor, limit: 4)
            entries += page.entries
            cursor = page.next
        } while cursor != nil
        #expect(entries.count == 28 && Set(entries).count == 28)
        let target = try await opened()
        try await target.restore(entries.reversed())
        try await target.restore(entries)
        for number in Array(0..<25) + [101] {
            let key = Sample.key(number)
            #expect(try await target.load(key, at: now) == source.load(key, at: now), "session \(number)")
        }
        #expect(try await target.epoch(of: Sample.principal("user:a|2")) == now)
        let page = try await target.sessions(of: Sample.principal(), after: nil, limit: 100, at: now)
        #expect(page == (try await source.sessions(of: Sample.principal(), after: nil, limit: 100, at: now)))
        await #expect(throws: StorageError.self) { try await source.export(after: ExportCursor("x"), limit: 1) }
        try await source.close()
        try await target.close()
    }

    @Test func restoreUndoesNothing() async throws {
        let store = try await opened()
        var record = Sample.session(1)
        _ = try await store.create(record)
        _ = try await store.commit([9], for: record.key, expecting: 1, idleDeadline: nil, at: now)
        try await store.restore([.session(record.key, .live(record))])
        guard case .live(let stored) = try await store.load(record.key, at: now) else {
            throw ConnectionEnded("a session")
        }
        #expect(stored.version == 2 && stored.payload == [9])
        record.version = 7
        record.key = Sample.key(2)
        try await store.restore([.session(record.key, .live(record))])
        #expect(try await store.load(Sample.key(1), at: now) == .gone(.superseded))
        #expect(try await store.load(Sample.key(2), at: now) == .live(record))
        var old = Sample.session(1)
        old.version = 9
        try await store.restore([.session(old.key, .live(old))])
        #expect(try await store.load(old.key, at: now) == .gone(.superseded))
        #expect(try await store.load(Sample.key(2), at: now) == .live(record))
        _ = try await store.revoke(record.key, reason: .loggedOut, at: now)
        try await store.restore([.session(record.key, .live(record))])
        #expect(try await store.load(record.key, at: now) == .gone(.loggedOut))
        try await store.close()
    }

    @Test func feedTellsEachSessionOnceAndInOrder() async throws {
        let store = try await opened()
        for number in 0..<5 { _ = try await store.create(Sample.session(number)) }
        _ = try await store.rotate(Sample.key(0), with: Rotation(to: Sample.key(50)), expecting: 1, at: now)
        _ = try await store.revoke(Sample.key(50), reason: .loggedOut, at: now)
        _ = try await store.revoke(Sample.key(50), reason: .revoked, at: now)
        _ = try await store.sweep(limit: 100, at: now.advanced(by: .seconds(3_600)))
        _ = try await store.sweep(limit: 100, at: now.advanced(by: .seconds(3_600)))
        var (events, position): ([FeedEvent], FeedPosition) = ([], .start)
        while true {
            let page = try await store.events(after: position, limit: 3)
            #expect(!page.isMissing)
            if page.events.isEmpty { break }
            events += page.events
            position = page.next
        }
        #expect(events.count == 11)
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.position < $1.position })
        let first = events.filter { $0.handle.text == "sample-0" }.map(\.change)
        #expect(first == [.created, .rotated, .ended(.loggedOut)])
        #expect(events.count { $0.change == .ended(.idle) } == 4)
        let late = now.advanced(by: .seconds(3_600 + 86_400))
        _ = try await store.sweep(limit: 100, at: late)
        #expect(try await store.events(after: .start, limit: 100).isMissing)
        #expect(try await store.events(after: position, limit: 100).isMissing == false)
        try await store.close()
    }

    /// The limit itself: the server is given as many events as the feed may have, and then one more.
    @Test func oldestEventsGoWhereThereAreTooManyAndAReaderIsTold() async throws {
        let prefix = "full-\(SessionHandle.random()):"
        let store = try await opened(prefix)
        let most = SessionCore.Limits.feedEvents
        _ = try await store.create(Sample.session(1))
        try await SharedServer.value().cli(
            "EVAL",
            """
            local first = redis.call('XRANGE', KEYS[1], '-', '+')[1]
            local at = tonumber(string.match(first[1], '^%d+'))
            for i = 1, ARGV[1] do redis.call('XADD', KEYS[1], string.format('%.0f-0', at + i), 'e', first[2][2]) end
            return 1
            """, "1", prefix + "{default}:f", String(most - 1))
        let page = try await store.events(after: .start, limit: 10)
        #expect(!page.isMissing)
        _ = try await store.create(Sample.session(2))
        #expect(try await store.events(after: .start, limit: 10).isMissing)
        #expect(try await store.events(after: page.next, limit: 10).isMissing, "events after the tenth are gone too")
        let count = try await SharedServer.value().cli("XLEN", prefix + "{default}:f")
        #expect(count == String(most + 1 - Limits.feedBatch))
        try await SharedServer.value().cli("DEL", prefix + "{default}:f")
        try await store.close()
    }

    @Test func leaseHasOneHolderAndARisingToken() async throws {
        let (one, other) = (try await opened("lease"), try await opened("lease"))
        let name = try #require(LeaseName(SessionHandle.random().text))
        guard case .granted(let first) = try await one.acquireLease(name, holder: "a b", for: .seconds(9), at: now)
        else { throw ConnectionEnded("a lease") }
        #expect(
            try await other.acquireLease(name, holder: "c", for: .seconds(9), at: now)
                == .held(until: now.advanced(by: .seconds(9))))
        let renewed = try #require(try await one.renewLease(first, for: .seconds(20), at: now))
        #expect(renewed.token == first.token && renewed.expires == now.advanced(by: .seconds(20)))
        #expect(try await one.renewLease(first, for: .seconds(1), at: now)?.expires == renewed.expires)
        guard case .granted(let again) = try await one.acquireLease(name, holder: "a b", for: .seconds(9), at: now)
        else { throw ConnectionEnded("a lease") }
        #expect(again.token > first.token)
        #expect(try await one.releaseLease(first, at: now) == false)
        #expect(try await one.releaseLease(again, at: now))
        #expect(try await one.renewLease(again, for: .seconds(1), at: now) == nil)
        // As after its end on the server's clock, or on a server that forgot everything.
        try await SharedServer.value().cli("DEL", "lease{default}:l:\(name)")
        guard case .granted(let last) = try await other.acquireLease(name, holder: "c", for: .seconds(1), at: now)
        else { throw ConnectionEnded("a lease") }
        #expect(last.token > again.token)
        try await one.close()
        try await other.close()
    }

    @Test(arguments: [.min, -9_007_199_254_740_993, 0, 9_007_199_254_740_993, .max - 86_400_001] as [Int64])
    func instantsAreExactAtTheEndsOfTime(start: Int64) async throws {
        let store = try await opened()
        var record = Sample.session(1)
        let at = { (offset: Int64) in Timestamp(milliseconds: start + offset) }
        (record.createdAt, record.authenticatedAt, record.touchedAt) = (at(0), at(0), at(0))
        (record.idleDeadline, record.absoluteDeadline) = (at(1_000), at(5_000))
        #expect(try await store.create(record) == .created)
        #expect(try await store.load(record.key, at: at(999)) == .live(record))
        #expect(try await store.load(record.key, at: at(1_000)) == .gone(.idle))
        #expect(try await store.sweep(limit: 10, at: at(999)) == 0)
        #expect(try await store.touch(record.key, idleDeadline: at(1_001), at: at(999)) == .touched(at(1_001)))
        #expect(try await store.sweep(limit: 10, at: at(1_000)) == 0)
        #expect(try await store.sweep(limit: 10, at: at(1_001)) == 1)
        #expect(try await store.load(record.key, at: at(0)) == .gone(.idle))
        #expect(try await store.sweep(limit: 10, at: at(5_000)) == 1)
        #expect(try await store.load(record.key, at: at(5_000)) == .absent)
        try await store.close()
    }

    @Test func healthLeavesNothingBehind() async throws {
        let server = try await SharedServer.value()
        let store = try await opened("health")
        let health = try await store.checkHealth(at: now)
        #expect(health.facts["version"] != nil)
        #expect(try await server.cli("--scan", "--pattern", "health*") == "")
        try await store.close()
    }

    private func opened(_ prefix: String = "able-\(SessionHandle.random()):") async throws -> RedisStorage {
        try await Sample.open(SharedServer.value(), prefix: prefix)
    }
}
