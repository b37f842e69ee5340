import TestSupport
import Testing

@testable import SessionCore

/// What comes between two steps of a call that goes to both stores.
@Suite struct MigrationRaceTests {
    @Test func aSessionThatComesWhileAllAreEndedIsEndedInBoth() async throws {
        let ground = try await StoreGround()
        let (old, new) = (HookedStorage(try await ground.open(.file)), try await ground.open(.sqlite))
        let store = ground.moving(old)
        try await store.attach(new)
        try await store.synchronize()
        let (owner, now) = (Principal.workspace(.random()), WallClock().now)
        // The clock of whoever creates it is ahead, so the epoch alone does not end it.
        let record = SessionRecord(
            key: SessionToken.random().key, handle: .random(), kind: .workspace, owner: owner,
            createdAt: now.advanced(by: .seconds(1)), idleDeadline: now.advanced(by: .seconds(600)),
            absoluteDeadline: now.advanced(by: .seconds(600)), payload: [])
        old.beforeRevokingAll {
            let outcome = try await store.create(record)
            #expect(outcome == .created)
        }
        let count = try await store.revokeSessions(of: owner, except: nil, reason: .revoked, at: now)
        #expect(count == 1)
        let later = now.advanced(by: .seconds(2))
        if case .live = try await old.load(record.key, at: later) { Issue.record("live in the old store") }
        try await store.swap(comparing: false) {}
        if case .live = try await store.load(record.key, at: later) { Issue.record("live in the new store") }
        try await store.close()
    }
}
