import Dispatch
import SessionCore
import Synchronization
import Testing

@testable import FileStorage

/// The feed is as durable as what it tells of.
@Suite struct FileStorageFeedTests {
    private func all(_ store: FileStorage, after position: FeedPosition = .start) async throws -> [FeedEvent] {
        var events: [FeedEvent] = []
        var position = position
        while case let page = try await store.events(after: position, limit: 100), !page.events.isEmpty {
            events += page.events
            position = page.next
        }
        return events
    }

    private func live(_ store: FileStorage, _ numbers: Range<Int>) async throws {
        for number in numbers {
            _ = try await store.create(Sample.session(number))
            _ = try await store.commit([8], to: number, expecting: 1)
            if number.isMultiple(of: 2) {
                let rotation = Rotation(to: Sample.key(number + 100_000))
                _ = try await store.rotate(Sample.key(number), with: rotation, expecting: 2, at: Sample.start)
            }
            if number.isMultiple(of: 3) {
                _ = try await store.revoke(
                    Sample.key(number.isMultiple(of: 2) ? number + 100_000 : number), reason: .loggedOut,
                    at: Sample.start)
            }
        }
    }

    @Test(arguments: Durability.allCases)
    func reopeningAndCompactionKeepTheFeedAsItWas(_ durability: Durability) async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder, durability: durability)
        try await live(store, 0..<60)
        let before = try await all(store)
        #expect(before.count == 60 + 30 + 20)
        #expect(before.map(\.position) == before.map(\.position).sorted())
        try await store.close()
        let second = try await Sample.open(folder, durability: durability)
        #expect(try await all(second) == before)
        second.board.withLock { $0.compactionBytes = 0 }
        let payload = [UInt8](repeating: 1, count: 100_000)
        for version in 2...6 { _ = try await second.commit(payload, to: 1, expecting: UInt64(version)) }
        try await live(second, 60..<90)
        await withCheckedContinuation { done in
            second.writing.async {
                second.drain()
                second.compactIfDue()
                second.compacting.async { done.resume() }
            }
        }
        let later = try await all(second)
        #expect(Array(later.prefix(before.count)) == before)
        try await second.close()
        #expect(try !folder.names(in: "default").contains("0000000001.log"), "it was compacted")
        let third = try await Sample.open(folder, durability: durability)
        #expect(try await all(third) == later)
        try await live(third, 90..<91)
        let last = try #require(later.last?.position)
        #expect(try await all(third, after: last).allSatisfy { $0.position > last })
        try await third.close()
    }

    @Test func nothingIsToldBeforeItIsInTheLog() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder, durability: .full)
        let gate = DispatchSemaphore(value: 0)
        store.writing.async { gate.wait() }
        async let creation = store.create(Sample.session(1))
        while store.board.withLock({ $0.filling.isEmpty }) { await Task.yield() }
        #expect(try await all(store).isEmpty)
        gate.signal()
        #expect(try await creation == .created)
        #expect(try await all(store).map(\.change) == [.created])
        try await store.close()
    }

    @Test func sweepTrimsWhatWasKeptLongEnoughAndReopeningKnows() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        for number in 0..<3 {
            var record = Sample.session(number)
            record.idleDeadline = .never
            _ = try await store.create(record)
        }
        let end = Sample.start.advanced(by: SessionCore.Limits.feedRetention)
        _ = try await store.sweep(limit: 10, at: end.advanced(by: .milliseconds(-1)))
        #expect(try await all(store).count == 3)
        #expect(try await store.sweep(limit: 10, at: end) == 0)
        for _ in 0..<2 {
            let again = store
            let page = try await again.events(after: .start, limit: 10)
            #expect(page.events.isEmpty)
            #expect(page.isMissing)
        }
        try await store.close()
        let again = try await Sample.open(folder)
        #expect(try await again.events(after: .start, limit: 10) == FeedPage(events: [], next: .start, isMissing: true))
        _ = try await again.create(Sample.session(9))
        #expect(try await all(again).map(\.position) == [FeedPosition(4)])
        try await again.close()
    }

    @Test func sessionEndedForDamageHasItsTerminalEvent() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        _ = try await store.create(Sample.session(1))
        _ = try await store.revoke(Sample.key(1), reason: .loggedOut, at: Sample.start)
        try await store.close()
        var bytes = try folder.contents("default/0000000001.log")
        bytes[SegmentFixture.ends(of: bytes)[1] - 1] ^= 1
        try folder.write(bytes, to: "default/0000000001.log")
        let again = try await Sample.open(folder)
        #expect(try await all(again).map(\.change) == [.created, .ended(.revoked)])
        try await again.close()
        let third = try await Sample.open(folder)
        #expect(try await all(third).map(\.change) == [.created, .ended(.revoked)])
        try await third.close()
    }
}
