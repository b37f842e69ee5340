import SessionCore
import Testing

@Suite struct SessionTableTests {
    private let start = Timestamp(milliseconds: 1_000_000)

    /// What a store on a disk relies on: the changes that were written make the same table again.
    @Test func changesMakeTheSameTableAgain() throws {
        var generator = SystemRandomNumberGenerator()
        var table = SessionTable()
        var changes: [SessionChange] = []
        let keys = (0..<8).map { _ in SessionToken.random().key }
        let owners = (0..<2).map { _ in Principal.workspace(.random()) }
        for step in 0..<2_000 {
            let now = start.advanced(by: .seconds(step))
            let (key, other) = (keys.randomElement() ?? keys[0], keys.randomElement() ?? keys[0])
            let owner = owners.randomElement() ?? owners[0]
            func keep<Outcome>(_ decision: SessionDecision<Outcome>) {
                changes += decision.changes
                _ = table.perform(decision)
            }
            switch Int.random(in: 0..<10, using: &generator) {
            case 0...3: keep(try table.create(session(key, owner, at: now)))
            case 4: keep(table.touch(key, idleDeadline: now.advanced(by: .seconds(40)), at: now))
            case 5: keep(try table.rotate(key, with: Rotation(to: other, graceUntil: .never), expecting: 1, at: now))
            case 6: keep(table.revoke(key, reason: .loggedOut, at: now))
            case 7: keep(table.revokeSessions(of: owner, except: other, reason: .revoked, at: now))
            case 8: keep(table.sweep(limit: 3, at: now))
            default: keep(try table.commit([7], for: key, expecting: 1, idleDeadline: nil, at: now))
            }
        }
        var again = SessionTable()
        for change in changes { again.apply(change) }
        #expect(again.entries == table.entries)
        #expect(again.epochs == table.epochs)
        #expect(again.listed == table.listed)
        let end = start.advanced(by: .seconds(2_000))
        for owner in owners {
            #expect(
                again.sessions(of: owner, after: nil, limit: 99, at: end)
                    == table.sessions(of: owner, after: nil, limit: 99, at: end))
        }
        #expect(again.sweep(limit: 99, at: end).changes == table.sweep(limit: 99, at: end).changes)
    }

    /// A snapshot comes in the order of a dictionary, which is none.
    @Test func handleStaysInUseWhateverTheOrderOfASnapshot() throws {
        var table = SessionTable()
        let (first, second) = (SessionToken.random().key, SessionToken.random().key)
        let record = session(first, .workspace(.random()), at: start)
        _ = try table.perform(table.create(record))
        _ = try table.perform(table.rotate(first, with: Rotation(to: second), expecting: 1, at: start))
        _ = table.perform(table.revoke(second, reason: .loggedOut, at: start))
        for order in [[first, second], [second, first]] {
            var again = SessionTable()
            for key in order {
                if case .ended(let tombstone) = table.entries[key] { again.apply(.ended(key, tombstone)) }
            }
            again.apply(.removed(first))
            var other = session(SessionToken.random().key, .workspace(.random()), at: start)
            other.handle = record.handle
            #expect(try again.create(other).outcome == .duplicate)
            again.apply(.removed(second))
            #expect(try again.create(other).outcome == .created)
        }
    }

    /// A log may hold the changes that led to a snapshot once more behind it.
    @Test func changesReadOverALaterSnapshotListTheSameSessions() throws {
        var table = SessionTable()
        let (first, second) = (SessionToken.random().key, SessionToken.random().key)
        let record = session(first, .workspace(.random()), at: start)
        let creation = try table.create(record)
        _ = table.perform(creation)
        let rotation = try table.rotate(first, with: Rotation(to: second), expecting: 1, at: start)
        _ = table.perform(rotation)
        var again = SessionTable()
        for (key, stored) in table.entries {
            switch stored {
            case .live(let record): again.apply(.stored(record))
            case .ended(let tombstone): again.apply(.ended(key, tombstone))
            }
        }
        for change in creation.changes + rotation.changes { again.apply(change) }
        #expect(again.entries == table.entries)
        #expect(again.sessions(of: record.owner, after: nil, limit: 9, at: start).records.map(\.key) == [second])
        #expect(again.listed == 1)
    }

    @Test func epochIsForgottenWhenItIsOldAndItsPrincipalHasNoSession() throws {
        var table = SessionTable()
        let (lonely, owner) = (Principal.workspace(.random()), Principal.workspace(.random()))
        var record = session(SessionToken.random().key, owner, at: start.advanced(by: .seconds(1)))
        record.idleDeadline = .never
        record.absoluteDeadline = .never
        _ = try table.perform(table.create(record))
        for principal in [lonely, owner] { _ = table.perform(table.raiseEpoch(of: principal, to: start)) }
        let end = start.advanced(by: Limits.tombstoneRetention)
        _ = table.sweep(limit: 9, at: Timestamp(milliseconds: end.milliseconds - 1))
        #expect(table.epochs.count == 2, "the retention is not over")
        _ = table.sweep(limit: 9, at: end)
        #expect(table.epochs == [owner: start], "a session of the owner is left")
        _ = table.perform(table.revoke(record.key, reason: .loggedOut, at: end))
        _ = table.sweep(limit: 9, at: end.advanced(by: Limits.tombstoneRetention))
        #expect(table.epochs.isEmpty)
    }

    @Test func decisionAloneChangesNothing() throws {
        var table = SessionTable()
        let record = session(SessionToken.random().key, .workspace(.random()), at: start)
        let decision = try table.create(record)
        #expect(table.load(record.key, at: start) == .absent)
        #expect(table.perform(decision) == .created)
        _ = table.revoke(record.key, reason: .revoked, at: start)
        _ = table.sweep(limit: 9, at: record.absoluteDeadline)
        #expect(table.load(record.key, at: start) == .live(record))
    }

    @Test func oldKeyIsFollowedThroughNoMoreRotationsThanTheLimit() throws {
        var table = SessionTable()
        var key = SessionToken.random().key
        var keys = [key]
        _ = try table.perform(table.create(session(key, .workspace(.random()), at: start)))
        for version in 1...UInt64(Limits.graceSteps + 1) {
            let rotation = Rotation(to: SessionToken.random().key, graceUntil: .never)
            _ = try table.perform(table.rotate(key, with: rotation, expecting: version, at: start))
            key = rotation.newKey
            keys.append(key)
        }
        #expect(table.load(keys[0], at: start) == .gone(.superseded))
        #expect(table.load(keys[1], at: start) == table.load(key, at: start))
    }

    @Test func creationInAnotherVersionIsInvalid() throws {
        var record = session(SessionToken.random().key, .workspace(.random()), at: start)
        record.version = 2
        let error = #expect(throws: StorageError.self) { try SessionTable().create(record) }
        #expect(error?.code == .invalid)
    }

    private func session(_ key: SessionKey, _ owner: Principal, at now: Timestamp) -> SessionRecord {
        SessionRecord(
            key: key, handle: .random(), kind: .terminal, owner: owner, createdAt: now,
            idleDeadline: now.advanced(by: .seconds(30)), absoluteDeadline: now.advanced(by: .seconds(300)),
            payload: [1])
    }
}
