import SessionCore
import TestSupport
import Testing

/// Scenarios S111 and S114: sessions move from store to store and back while everybody works.
@Suite(.serialized) struct MigrationUnderLoadTests {
    @Test(
        arguments: [(StoreKind.file, StoreKind.redis, 1), (.sqlite, .file, 2), (.redis, .sqlite, 3)]
            as [(StoreKind, StoreKind, UInt64)])
    func nobodyIsLoggedOutAndNothingComesBack(from: StoreKind, to: StoreKind, seed: UInt64) async throws {
        let ground = try await StoreGround()
        let (old, new) = (try await ground.open(from), try await ground.open(to, name: "two"))
        let store = ground.moving(old)
        let load = MovingLoad(store, seed: seed)
        try await load.furnish(1_200)
        try await load.run {
            try await load.goesOn()
            try await store.attach(new)
            try await load.completes()
            try await load.goesOn()
            try await load.swaps(comparing: true)
            try await load.goesOn()
            try await load.swaps(comparing: false)
            try await load.goesOn()
            try await load.swaps(comparing: true)
            try await load.goesOn()
        }
        #expect(load.book.complaints == [])
        #expect(store.status.divergences == 0)
        #expect(store.status.counts.differed == 0)
        // Whichever is asked: the way back was open all the time.
        try await load.book.check(new, "in the new store")
        try await load.book.check(old, "in the old store")
        #expect(load.book.complaints == [])
        try await store.close()
    }

    @Test func whatIsWrittenAfterTheEndGoesToTheNewStoreAlone() async throws {
        let ground = try await StoreGround()
        let (old, new) = (try await ground.open(.file), try await ground.open(.sqlite))
        let store = ground.moving(old)
        let load = MovingLoad(store, seed: 4)
        try await load.furnish(40)
        try await store.attach(new)
        try await load.completes()
        try await store.swap(comparing: true) {}
        let left = try #require(await store.detach {})
        let before = Set(load.book.facts.keys)
        var client = MovingClient(store, book: load.book, seed: 5)
        try await client.create()
        let added = load.book.facts.keys.filter { !before.contains($0) }
        #expect(try await left.entries(of: Array(before)).count == 40)
        #expect(added.count == 1)
        #expect(try await left.entries(of: added).isEmpty)
        try await load.book.check(new, "in the new store")
        #expect(load.book.complaints == [])
        try await (left as? any ClosableStorage)?.close()
        try await store.close()
    }
}
