import TestSupport
import Testing

@testable import SessionCore

/// What the copier does with what changes under its hands, and with what it finds.
@Suite struct MigrationCopyTests {
    /// Scenario S113.
    @Test(arguments: StoreKind.allCases)
    func whatEndsWhileItIsCopiedStaysEnded(kind: StoreKind) async throws {
        let ground = try await StoreGround()
        let old = HookedStorage(try await ground.open(.file, name: "old"))
        let new = try await ground.open(kind, name: "new")
        let store = ground.moving(old)
        let load = MovingLoad(store, seed: 21)
        try await load.furnish(30)
        try await store.attach(new)
        let (keys, now) = (load.book.facts.keys.sorted(), WallClock().now)
        let successor = SessionToken.random().key
        // Between the moment a page was read and the moment it is written.
        let isFirst = Flag()
        old.afterExport { page in
            guard !isFirst.isUp, page.entries.contains(where: { $0.isSession }) else { return }
            isFirst.rise()
            _ = try await store.revoke(keys[0], reason: .loggedOut, at: now)
            let rotation = Rotation(to: successor, graceUntil: now.advanced(by: .seconds(3_600)))
            _ = try await store.rotate(keys[1], with: rotation, expecting: 1, at: now)
            _ = try await store.commit([9], for: keys[2], expecting: 1, idleDeadline: nil, at: now)
        }
        try await load.completes()
        #expect(isFirst.isUp)
        #expect(try await new.load(keys[0], at: now) == .gone(.loggedOut))
        let expected = try await old.load(keys[1], at: now)
        #expect(try await new.load(keys[1], at: now) == expected, "the old key in its grace")
        #expect(
            try await new.entries(of: [keys[1], successor, keys[2]]) == old.entries(of: [keys[1], successor, keys[2]]))
        try await store.close()
    }

    /// Who has the new key already may be mirrored before the rotation is.
    @Test func anOldKeyKeepsItsGraceWhenTheNewOneIsWrittenFirst() async throws {
        let ground = try await StoreGround()
        let (old, new) = (try await ground.open(.file), HookedStorage(try await ground.open(.sqlite)))
        let store = ground.moving(old)
        let load = MovingLoad(store, seed: 26)
        try await load.furnish(1)
        try await store.attach(new)
        try await load.completes()
        let (key, now) = (try #require(load.book.facts.keys.first), WallClock().now)
        let successor = SessionToken.random().key
        let isFirst = Flag()
        new.beforeRestore { _ in
            guard !isFirst.isUp else { return }
            isFirst.rise()
            let outcome = try await store.commit([2], for: successor, expecting: 2, idleDeadline: nil, at: now)
            #expect(outcome == .committed(3))
        }
        let rotation = Rotation(to: successor, graceUntil: now.advanced(by: .seconds(3_600)))
        #expect(try await store.rotate(key, with: rotation, expecting: 1, at: now) == .rotated(2))
        #expect(isFirst.isUp)
        #expect(try await new.load(key, at: now) == old.load(key, at: now))
        #expect(try await new.entries(of: [key, successor]) == old.entries(of: [key, successor]))
        try await store.close()
    }

    /// A copy that was taken long ago: what ended since is not known to have ended any more.
    @Test func aStoreWithSessionsThatNobodyKnowsIsRefused() async throws {
        let ground = try await StoreGround()
        let (old, new) = (try await ground.open(.file), try await ground.open(.sqlite))
        let store = ground.moving(old)
        let stranger = MovingLoad(ground.moving(new), seed: 22)
        try await stranger.furnish(1)
        try await store.attach(new)
        await #expect(throws: MigrationRefusal.self) { try await store.synchronize() }
        #expect(!store.status.isComplete)
        await #expect(throws: MigrationRefusal.self) { try await store.swap(comparing: true) {} }
        try await store.close()
    }

    /// A store that was used before may have ended what is live here, by an epoch that no session tells of.
    @Test func aStoreThatEndedEverythingOfSomebodyIsRefused() async throws {
        let ground = try await StoreGround()
        let (old, new) = (try await ground.open(.file), try await ground.open(.sqlite))
        let store = ground.moving(old)
        let (owner, now) = (Principal.workspace(.random()), WallClock().now)
        let record = SessionRecord(
            key: SessionToken.random().key, handle: .random(), kind: .workspace, owner: owner, createdAt: now,
            idleDeadline: now.advanced(by: .seconds(600)), absoluteDeadline: now.advanced(by: .seconds(600)),
            payload: [])
        #expect(try await old.create(record) == .created)
        try await new.raiseEpoch(of: owner, to: now.advanced(by: .seconds(1)))
        try await store.attach(new)
        await #expect(throws: MigrationRefusal.self) { try await store.synchronize() }
        #expect(!store.status.isComplete)
        try await store.close()
    }

    @Test func whatTheOldStoreSaysOtherwiseIsNotOverwritten() async throws {
        let ground = try await StoreGround()
        let (old, new) = (try await ground.open(.file), try await ground.open(.sqlite))
        let store = ground.moving(old)
        let load = MovingLoad(store, seed: 23)
        try await load.furnish(2)
        let (key, now) = (try #require(load.book.facts.keys.first), WallClock().now)
        try await new.restore(try await old.entries(of: [key]))
        _ = try await new.revoke(key, reason: .revoked, at: now)
        try await store.attach(new)
        // Live here and ended there: to cut over would sign somebody out, and to write over an end is not done.
        await #expect(throws: MigrationRefusal.self) { try await store.synchronize() }
        #expect(!store.status.isComplete)
        try await store.close()
    }

    @Test func aCutOverThatCannotBeWrittenDownIsNone() async throws {
        struct NoRoom: Error {}
        let ground = try await StoreGround()
        let (old, new) = (try await ground.open(.file), try await ground.open(.sqlite))
        let store = ground.moving(old)
        let load = MovingLoad(store, seed: 24)
        try await load.furnish(2)
        try await store.attach(new)
        try await load.completes()
        await #expect(throws: NoRoom.self) { try await store.swap(comparing: true) { throw NoRoom() } }
        let (key, now) = (try #require(load.book.facts.keys.first), WallClock().now)
        try await (new as? any ClosableStorage)?.close()
        #expect(try await store.commit([1], for: key, expecting: 1, idleDeadline: nil, at: now) == .committed(2))
        #expect(store.status.divergences == 1)
        try await store.close()
    }

    @Test func aDifferenceThatALoadComesUponIsCountedAndMadeGood() async throws {
        let ground = try await StoreGround()
        let (old, new) = (try await ground.open(.file), try await ground.open(.redis))
        let store = ground.moving(old)
        let load = MovingLoad(store, seed: 25)
        try await load.furnish(3)
        try await store.attach(new)
        try await load.completes()
        try await ground.redis.cli("FLUSHALL")
        let (key, now) = (try #require(load.book.facts.keys.first), WallClock().now)
        load.book.judge(try await store.load(key, at: now), of: key, knowing: .live(1))
        #expect(store.status.counts.differed == 1)
        #expect(!store.status.isComplete)
        try await load.completes()
        try await load.book.check(new, "in the new store")
        #expect(load.book.complaints == [])
        try await store.close()
    }
}
