import Synchronization
import TestSupport
import Testing

@testable import SessionCore

/// Scenario S112 and its mirror image: one of the two stores is down.
@Suite(.serialized) struct MigrationOutageTests {
    @Test(arguments: [false, true])
    func anOutageOfTheNewStoreDisturbsNobodyAndIsMadeGood(forgets: Bool) async throws {
        let ground = try await StoreGround(persists: !forgets)
        let new = try await ground.open(.redis)
        let store = ground.moving(try await ground.open(.file))
        let load = MovingLoad(store, seed: 11)
        try await load.furnish(700)
        try await load.run {
            try await store.attach(new)
            try await load.completes()
            try await ground.redis.kill()
            try await load.goesOn()
            try await eventually("a list of what is missing") { store.status.divergences > 20 }
            #expect(!store.status.isComplete)
            await #expect(throws: MigrationRefusal.self) { try await store.swap(comparing: true) {} }
            let handles = try await store.divergentHandles(limit: 10)
            #expect((1...10).contains(handles.count))
            let listed = "\(handles) \(store.status)"
            #expect(!load.book.facts.keys.contains { listed.contains($0.hexadecimal) })
            try await ground.redis.restart(empty: forgets)
            try await load.completes()
            try await load.goesOn()
            try await load.swaps(comparing: true)
            try await load.goesOn()
        }
        #expect(load.book.complaints == [])
        try await load.book.check(new, "in the new store")
        #expect(load.book.complaints == [])
        try await store.close()
    }

    /// Nobody asked the new store between its loss and the cut-over: only looking at everything again tells.
    @Test func aStoreThatForgotIsNotCutOverTo() async throws {
        let ground = try await StoreGround()
        let new = try await ground.open(.redis)
        let store = ground.moving(try await ground.open(.sqlite))
        let load = MovingLoad(store, seed: 12)
        try await load.furnish(30)
        try await store.attach(new)
        try await load.completes()
        try await ground.redis.cli("FLUSHALL")
        try await store.swap(comparing: true) {}
        try await load.book.check(new, "in the new store")
        #expect(load.book.complaints == [])
        try await store.close()
    }

    @Test func moreThanIsRememberedIsCopiedAgain() async throws {
        let ground = try await StoreGround()
        let new = try await ground.open(.redis)
        let store = ground.moving(try await ground.open(.file))
        try await store.attach(new)
        let load = MovingLoad(store, seed: 13)
        try await load.furnish(5)
        try await load.completes()
        try await ground.redis.kill()
        let now = WallClock().now
        for _ in 0...Limits.divergences { try await store.raiseEpoch(of: .workspace(.random()), to: now) }
        #expect(store.status.counts.restarts == 1)
        #expect(store.status.divergences < Limits.divergences)
        try await ground.redis.restart(empty: true)
        try await load.completes()
        var epochs = 0
        var cursor: ExportCursor?
        repeat {
            let page = try await new.export(after: cursor, limit: Limits.pageRecords)
            for case .epoch in page.entries { epochs += 1 }
            cursor = page.next
        } while cursor != nil
        #expect(epochs == Limits.divergences + 1)
        try await store.close()
    }

    /// A write without an answer may be in the old store, or get there later.
    @Test func aWriteOfUnknownOutcomeIsMadeGoodAndWaitedFor() async throws {
        let ground = try await StoreGround()
        let (old, new) = (HookedStorage(try await ground.open(.file)), try await ground.open(.sqlite))
        let clock = ManualClock(WallClock().now)
        let store = ground.moving(old, clock: clock)
        let load = MovingLoad(store, seed: 17)
        try await load.furnish(2)
        try await store.attach(new)
        try await load.completes()
        let key = try #require(load.book.facts.keys.first)
        old.losesAnswers.rise()
        await #expect(throws: StorageError.self) {
            try await store.commit([7], for: key, expecting: 1, idleDeadline: nil, at: clock.now)
        }
        await #expect(throws: MigrationRefusal.self) { try await store.swap(comparing: true) {} }
        clock.advance(by: .seconds(31))
        try await store.swap(comparing: true) {}
        load.book.note(key, .live(2))
        try await load.book.check(new, "in the new store")
        #expect(load.book.complaints == [])
        try await store.close()
    }

    @Test func aCallerWhoGivesUpIsNoFailureOfTheNewStore() async throws {
        let ground = try await StoreGround()
        let (old, new) = (HookedStorage(try await ground.open(.file)), HookedStorage(try await ground.open(.sqlite)))
        let store = ground.moving(old)
        let load = MovingLoad(store, seed: 18)
        try await load.furnish(2)
        try await store.attach(new)
        try await load.completes()
        let (key, now) = (try #require(load.book.facts.keys.first), WallClock().now)
        old.afterCommit { withUnsafeCurrentTask { $0?.cancel() } }
        new.beforeRestore { _ in try Task.checkCancellation() }
        let outcome = try await Task {
            try await store.commit([7], for: key, expecting: 1, idleDeadline: nil, at: now)
        }.value
        #expect(outcome == .committed(2))
        #expect(store.status.isComplete)
        #expect(store.status.divergences == 1)
        try await store.synchronize()
        #expect(store.status.divergences == 0)
        load.book.note(key, .live(2))
        try await load.book.check(new, "in the new store")
        #expect(load.book.complaints == [])
        try await store.close()
    }

    @Test func whenTheNewStoreIsLostTheWayBackKeepsWhatWasAcknowledged() async throws {
        let ground = try await StoreGround()
        let store = ground.moving(try await ground.open(.file))
        let load = MovingLoad(store, seed: 14)
        try await load.furnish(20)
        try await store.attach(try await ground.open(.redis))
        try await load.completes()
        try await store.swap(comparing: true) {}
        let (key, now) = (try #require(load.book.facts.keys.first), WallClock().now)
        let outcome = try await store.commit([7], for: key, expecting: 1, idleDeadline: nil, at: now)
        #expect(outcome == .committed(2))
        load.book.note(key, .live(2))
        try await ground.redis.kill()
        await #expect(throws: StorageError.self) { try await store.load(key, at: now) }
        try await store.swap(comparing: false) {}
        try await load.book.check(store, "in the old store")
        #expect(load.book.complaints == [])
        try? await store.close()
    }

    /// What was under way when the new store went is in nobody's reach: whether to go back without it is asked.
    @Test func theWayBackWithoutWritesOfUnknownOutcomeIsAPersonsDecision() async throws {
        let ground = try await StoreGround()
        let store = ground.moving(try await ground.open(.file))
        let load = MovingLoad(store, seed: 19)
        try await load.furnish(5)
        let new = HookedStorage(try await ground.open(.redis))
        try await store.attach(new)
        try await load.completes()
        try await store.swap(comparing: true) {}
        let (key, now) = (try #require(load.book.facts.keys.first), WallClock().now)
        new.losesAnswers.rise()
        await #expect(throws: StorageError.self) {
            try await store.commit([7], for: key, expecting: 1, idleDeadline: nil, at: now)
        }
        try await ground.redis.kill()
        await #expect {
            try await store.swap(comparing: false) {}
        } throws: {
            ($0 as? MigrationRefusal)?.description.contains("--accept-loss") == true
        }
        #expect(store.status.isComplete)
        try await store.swap(comparing: false, acceptingLoss: true) {}
        try await load.book.check(store, "in the old store")
        #expect(load.book.complaints == [])
        try? await store.close()
    }

    @Test func theWayBackIsClosedWhileTheOldStoreLacksSomething() async throws {
        let ground = try await StoreGround()
        let store = ground.moving(try await ground.open(.redis))
        let load = MovingLoad(store, seed: 15)
        try await load.furnish(20)
        try await store.attach(try await ground.open(.sqlite))
        try await load.completes()
        try await store.swap(comparing: true) {}
        try await ground.redis.kill()
        let (key, now) = (try #require(load.book.facts.keys.first), WallClock().now)
        let outcome = try await store.commit([7], for: key, expecting: 1, idleDeadline: nil, at: now)
        #expect(outcome == .committed(2))
        load.book.note(key, .live(2))
        await #expect(throws: MigrationRefusal.self) { try await store.swap(comparing: false) {} }
        try await ground.redis.restart()
        try await load.completes()
        try await store.swap(comparing: false) {}
        try await load.book.check(store, "in the old store")
        #expect(load.book.complaints == [])
        try await store.close()
    }

    @Test func aCallThatDoesNotEndKeepsTheStoresAsTheyAre() async throws {
        let ground = try await StoreGround()
        let old = try await ground.open(.redis)
        let store = ground.moving(old) { _ in }
        let load = MovingLoad(store, seed: 16)
        try await load.furnish(3)
        let key = try #require(load.book.facts.keys.first)
        ground.redis.pause()
        async let loaded = store.load(key, at: WallClock().now)
        try await eventually("a call under way") { store.state.withLock { $0.gate.active == 1 } }
        let new = try await ground.open(.file)
        await #expect(throws: MigrationRefusal.self) { try await store.attach(new) }
        #expect(!store.status.isMirroring)
        ground.redis.resume()
        _ = try? await loaded
        load.book.judge(try await store.load(key, at: WallClock().now), of: key, knowing: .live(1))
        #expect(load.book.complaints == [])
        try await (new as? any ClosableStorage)?.close()
        try await store.close()
    }
}
