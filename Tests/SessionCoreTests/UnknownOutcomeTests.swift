import Logging
import MemoryStorage
import SessionCore
import Synchronization
import TestSupport
import Testing

/// Writes whose answers are lost.
@Suite struct UnknownOutcomeTests {
    private let store = LosingStorage()
    private let owner = Principal.workspace(.random())

    private func manager() -> SessionManager {
        SessionManager(storage: store, clock: ManualClock(), logger: Logger(label: "test"))
    }

    @Test(arguments: [[LosingStorage.Fate.carriedOut], [.notCarriedOut], [.notCarriedOut, .carriedOut]])
    func aCommitIsMadeOnceWhateverBecameOfItsAnswer(_ fates: [LosingStorage.Fate]) async throws {
        let sessions = manager()
        let record = try await sessions.create(.workspace, owner: owner, payload: [1]).record
        fates.count == 1 ? store.lose(fates[0]) : store.lose(fates[0], fates[1])
        #expect(try await sessions.commit([2], for: record) == .committed(2))
        guard case .live(let stored) = try await sessions.peek(record.key) else { throw SessionError(.absent, "") }
        #expect(stored.payload == [2] && stored.version == 2)
    }

    @Test func aCommitThatNobodyKnowsOfStaysUnknownWhenTheStoreThenRefuses() async throws {
        let sessions = manager()
        let record = try await sessions.create(.workspace, owner: owner, payload: [1]).record
        store.lose(.carriedOut, .refused)
        let error = await #expect(throws: StorageError.self) { try await sessions.commit([2], for: record) }
        #expect(error?.code == .unknown)
        store.lose(.carriedOut, .notCarriedOut, .notCarriedOut)
        let again = await #expect(throws: StorageError.self) { try await sessions.commit([3], for: record) }
        #expect(again?.code == .unknown)
    }

    @Test func anotherWritersCommitIsAConflictAfterALostAnswerToo() async throws {
        let sessions = manager()
        let record = try await sessions.create(.workspace, owner: owner, payload: [1]).record
        _ = try await sessions.commit([9], for: record)
        store.lose(.notCarriedOut)
        guard case .conflict(let stored) = try await sessions.commit([2], for: record) else {
            Issue.record("a stale commit was taken")
            return
        }
        #expect(stored.payload == [9])
    }

    @Test func aCreationAndARevocationAreFoundOut() async throws {
        let sessions = manager()
        store.lose(.carriedOut)
        let issued = try await sessions.create(.workspace, owner: owner, payload: [1])
        #expect(try await sessions.load(issued.token) == .live(issued.record))
        store.lose(.notCarriedOut)
        #expect(try await sessions.revoke(issued.record.key) == .revoked)
        #expect(try await sessions.load(issued.token) == .gone(.revoked))
        store.lose(.notCarriedOut)
        let other = try await sessions.create(.workspace, owner: owner, payload: [2])
        #expect(try await sessions.load(other.token) == .live(other.record))
    }

    /// Whoever is connected must go when the epoch may have risen, and nobody when it has not.
    @Test func observersHearOfARevocationOfAllThatMayHaveBeen() async throws {
        let sessions = manager()
        let told = Mutex<[SessionEvent]>([])
        let observation = sessions.observe { event in told.withLock { $0.append(event) } }
        store.lose(.carriedOut)
        let lost = await #expect(throws: StorageError.self) { try await sessions.revokeSessions(of: owner) }
        #expect(lost?.code == .unknown && told.withLock(\.self) == [.endedAll(of: owner, except: nil)])
        store.lose(.refused)
        let refused = await #expect(throws: StorageError.self) { try await sessions.revokeSessions(of: owner) }
        #expect(refused?.code == .unavailable && told.withLock(\.count) == 1)
        #expect(observation != nil)
    }

    @Test(arguments: [LosingStorage.Fate.carriedOut, .notCarriedOut])
    func aRotationIsFoundOut(_ fate: LosingStorage.Fate) async throws {
        let sessions = manager()
        let old = try await sessions.create(.workspace, owner: owner, payload: [1])
        store.lose(fate)
        let new = try await sessions.rotate(old.record.key)
        #expect(new.record.version == 2)
        #expect(try await sessions.load(new.token) == .live(new.record))
        #expect(try await sessions.load(old.token) == .gone(.superseded))
    }

    /// A store that reads what it cannot answer for, as one whose replicas do not have it yet.
    @Test func whatTheStoreDoesNotAnswerForIsNotTakenFromAReading() async throws {
        let sessions = manager()
        let record = try await sessions.create(.workspace, owner: owner, payload: [1]).record
        store.lose(.carriedOut, .carriedOut, .carriedOut)
        let creation = await #expect(throws: StorageError.self) {
            try await sessions.create(.workspace, owner: owner, payload: [2])
        }
        #expect(creation?.code == .unknown)
        store.lose(.carriedOut, .carriedOut, .carriedOut)
        let rotation = await #expect(throws: StorageError.self) { try await sessions.rotate(record.key) }
        #expect(rotation?.code == .unknown)
    }

    @Test func aSecretWithinItsGraceReadsAndWritesNothing() async throws {
        let sessions = manager()
        let old = try await sessions.create(.workspace, owner: owner, payload: [1])
        let new = try await sessions.rotate(old.record.key, grace: .seconds(30))
        #expect(try await sessions.load(old.token) == .live(new.record))
        let write = await #expect(throws: SessionError.self) {
            try await sessions.withSession(old.record.key) { $0.payload = [2] }
        }
        #expect(write?.code.endReason == .superseded)
        let rotation = await #expect(throws: SessionError.self) { try await sessions.rotate(old.record.key) }
        #expect(rotation?.code.endReason == .superseded)
        #expect(try await sessions.load(new.token) == .live(new.record))
    }

    @Test func aRotationWhoseReloadFailsGivesTheRecordAsItIsNow() async throws {
        let sessions = SessionManager(
            storage: BlindStorage(), clock: ManualClock(), logger: Logger(label: "test"))
        let user = try #require(Principal.user(issuer: "i", subject: "s"))
        let old = try await sessions.create(.workspace, owner: owner, payload: [1])
        let new = try await sessions.rotate(old.record.key, owner: user)
        #expect(new.record.key == new.token.key && new.record.owner == user && new.record.version == 2)
    }

    @Test func aSessionThatCannotBeReadCanBeEnded() async throws {
        let blind = BlindStorage()
        let sessions = SessionManager(storage: blind, clock: ManualClock(), logger: Logger(label: "test"))
        let record = try await sessions.create(.workspace, owner: owner, payload: [1]).record
        blind.isCorrupt.withLock { $0 = true }
        #expect(try await sessions.revoke(record.key) == .revoked)
        #expect(try await blind.memory.load(record.key, at: ManualClock().now) == .gone(.revoked))
    }
}
