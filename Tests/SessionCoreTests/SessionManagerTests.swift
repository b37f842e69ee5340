import Logging
import MemoryStorage
import SessionCore
import Synchronization
import TestSupport
import Testing

@Suite struct SessionManagerTests {
    let clock = ManualClock()
    let owner = Principal.workspace(.random())

    private func manager(
        _ policy: SessionPolicy = SessionPolicy(), over storage: any SessionStorage = MemoryStorage(),
        minting mint: @escaping @Sendable () -> SessionToken = { .random() }
    ) -> SessionManager {
        SessionManager(storage: storage, policy: policy, clock: clock, logger: Logger(label: "test"), mintToken: mint)
    }

    @Test func theSecretOpensTheSessionAndItsKeyDoesNot() async throws {
        let sessions = manager()
        let issued = try await sessions.create(.workspace, owner: owner, payload: [1, 2, 3])
        #expect(try await sessions.load(issued.token) == .live(issued.record))
        let keyAsToken = try #require(SessionToken(issued.record.key.hexadecimal))
        #expect(try await sessions.load(keyAsToken) == .absent)
    }

    /// S4.
    @Test func aRepeatedTokenIsDrawnAgainAndNeverOverwrites() async throws {
        let (taken, fresh) = (SessionToken.random(), SessionToken.random())
        let draws = Mutex([taken, taken, taken, fresh])
        let sessions = manager(minting: { draws.withLock { $0.removeFirst() } })
        let first = try await sessions.create(.workspace, owner: owner, payload: [1])
        let second = try await sessions.create(.workspace, owner: owner, payload: [2])
        #expect(first.token == taken && second.token == fresh)
        guard case .live(let kept) = try await sessions.load(taken) else { throw Missing() }
        #expect(kept.payload == [1])
    }

    /// S4.
    @Test func aSourceThatOnlyRepeatsItselfIsAnError() async throws {
        let token = SessionToken.random()
        let sessions = manager(minting: { token })
        _ = try await sessions.create(.workspace, owner: owner, payload: [1])
        await #expect { try await sessions.create(.workspace, owner: owner, payload: [2]) } throws: {
            ($0 as? StorageError)?.code == .unavailable
        }
        guard case .live(let kept) = try await sessions.load(token) else { throw Missing() }
        #expect(kept.payload == [1])
    }

    /// S22.
    @Test func useProlongsUpToTheAbsoluteDeadlineAndNotBeyond() async throws {
        let sessions = manager(SessionPolicy(idle: .seconds(100), absolute: .seconds(1_000), touchEvery: .seconds(1)))
        let token = try await sessions.create(.workspace, owner: owner, payload: []).token
        for _ in 0..<19 {
            clock.advance(by: .seconds(50))
            guard case .live = try await sessions.load(token) else { throw Missing() }
        }
        clock.advance(by: .seconds(50))
        #expect(try await sessions.load(token) == .gone(.absolute))
    }

    /// S24.
    @Test func aThousandUsesWithinAnIntervalAreOneWrite() async throws {
        let storage = CountingStorage()
        let policy = SessionPolicy(idle: .seconds(600), absolute: nil, touchEvery: .seconds(60))
        let sessions = manager(policy, over: storage)
        let token = try await sessions.create(.workspace, owner: owner, payload: []).token
        clock.advance(by: .seconds(61))
        for _ in 0..<500 { _ = try await sessions.load(token) }
        await withDiscardingTaskGroup { group in
            for _ in 0..<500 { group.addTask { _ = try? await sessions.load(token) } }
        }
        #expect(storage.touches == 1)
        // The deadline is early by at most the interval: the last use was just before the next touch was due.
        clock.advance(by: .seconds(59))
        _ = try await sessions.load(token)
        clock.advance(by: .seconds(600 - 60))
        guard case .live = try await sessions.load(token) else { throw Missing() }
    }

    /// What is given out and never used does not stay for a week; the first use gives it its full time.
    @Test func aSessionIsProvisionalUntilItsFirstUse() async throws {
        let sessions = manager(SessionPolicy(idle: .seconds(1_000), absolute: nil, touchEvery: .seconds(60)))
        let unused = try await sessions.create(.workspace, payload: [], life: .onceUsedWithin(.seconds(10))) {
            .workspace($0)
        }
        let used = try await sessions.create(.workspace, payload: [], life: .onceUsedWithin(.seconds(10))) {
            .workspace($0)
        }
        clock.advance(by: .seconds(5))
        _ = try await sessions.load(used.token)
        clock.advance(by: .seconds(5))
        #expect(try await sessions.load(unused.token) == .gone(.idle))
        clock.advance(by: .seconds(990))
        guard case .live = try await sessions.load(used.token) else { throw Missing() }
    }

    /// S25.
    @Test func readingProlongsOnlyWhereThePolicySaysSo() async throws {
        for (sliding, survives) in [(SessionPolicy.Sliding.onAccess, true), (.onWrite, false)] {
            let sessions = manager(
                SessionPolicy(idle: .seconds(100), absolute: nil, touchEvery: .seconds(1), sliding: sliding))
            let token = try await sessions.create(.workspace, owner: owner, payload: []).token
            clock.advance(by: .seconds(60))
            _ = try await sessions.load(token)
            clock.advance(by: .seconds(60))
            let outcome = try await sessions.load(token)
            if case .live = outcome { #expect(survives) } else { #expect(!survives && outcome == .gone(.idle)) }
        }
    }

    /// S42 with rebase.
    @Test func twoChangesFromOneVersionBothSurvive() async throws {
        let sessions = manager()
        let key = try await sessions.create(.workspace, owner: owner, payload: []).record.key
        try await withThrowingDiscardingTaskGroup { group in
            for value in UInt8(0)..<40 {
                group.addTask { try await sessions.withSession(key) { $0.payload.append(value) } }
            }
        }
        guard case .live(let record) = try await sessions.load(key) else { throw Missing() }
        #expect(record.payload.sorted() == Array(0..<40))
        #expect(record.version == 41)
    }

    @Test func aBodyThatThrowsStoresNothingAndAnUnchangedOneWritesNothing() async throws {
        let sessions = manager()
        let key = try await sessions.create(.workspace, owner: owner, payload: [1]).record.key
        await #expect(throws: Missing.self) {
            try await sessions.withSession(key) { session in
                session.payload = [2]
                throw Missing()
            }
        }
        try await sessions.withSession(key) { $0.payload = [1] }
        guard case .live(let record) = try await sessions.load(key) else { throw Missing() }
        #expect(record.payload == [1] && record.version == 1)
    }

    @Test func anEndedSessionIsToldFromOneThatNeverWas() async throws {
        let sessions = manager()
        let record = try await sessions.create(.workspace, owner: owner, payload: []).record
        #expect(try await sessions.revoke(record.key, reason: .loggedOut) == .revoked)
        await #expect(throws: SessionError(.gone(.loggedOut), "the session has ended")) {
            try await sessions.withSession(record.key) { $0.payload = [9] }
        }
        await #expect(throws: SessionError(.absent, "there is no such session")) {
            try await sessions.withSession(SessionToken.random().key) { $0.payload = [9] }
        }
    }

    /// S64.
    @Test func bindingAtLoginMovesTheSessionToItsNewOwnerUnderANewSecret() async throws {
        let sessions = manager()
        let user = try #require(Principal.user(issuer: "i", subject: "s"))
        let before = try await sessions.create(.workspace, owner: owner, payload: [7])
        let after = try await sessions.rotate(before.record.key, owner: user)
        #expect(after.record.owner == user && after.record.payload == [7])
        #expect(try await sessions.load(before.token) == .gone(.superseded))
        #expect(try await sessions.sessions(of: user).records.map(\.handle) == [before.record.handle])
        #expect(try await sessions.sessions(of: owner).records.isEmpty)
    }

    @Test func observersAreToldOnceOfEachThingAndNotAfterTheyLeft() async throws {
        let sessions = manager()
        let told = Mutex<[SessionEvent]>([])
        var observation = sessions.observe { event in told.withLock { $0.append(event) } }
        let record = try await sessions.create(.workspace, owner: owner, payload: []).record
        try await sessions.withSession(record.key) { $0.payload = [1] }
        _ = sessions.attach(window: "w1", to: record.handle, as: .owner)
        _ = sessions.attach(window: "w2", to: record.handle, as: .viewer)
        sessions.detach(window: "w1", from: record.handle)
        sessions.detach(window: "w2", from: record.handle)
        sessions.detach(window: "w2", from: record.handle)
        _ = try await sessions.revoke(record.key)
        _ = try await sessions.revoke(record.key)
        #expect(observation != nil)
        observation = nil
        _ = try await sessions.create(.workspace, owner: owner, payload: [])
        let handle = record.handle
        #expect(
            told.withLock { $0 } == [
                .created(handle), .committed(handle, version: 2), .attached(handle, window: "w1"),
                .attached(handle, window: "w2"), .detached(handle, window: "w1", wasLast: false),
                .detached(handle, window: "w2", wasLast: true), .ended(handle, .revoked),
            ])
    }

    /// I3: many windows on one session is data, not an accident.
    @Test func twoWindowsAreTwoAttachmentsOfOneSession() async throws {
        let sessions = manager()
        let handle = try await sessions.create(.terminal, owner: owner, payload: []).record.handle
        _ = sessions.attach(window: "b", to: handle, as: .viewer, until: clock.now.advanced(by: .seconds(5)))
        clock.advance(by: .seconds(1))
        _ = sessions.attach(window: "a", to: handle, as: .editor)
        #expect(sessions.attachments(of: handle).map(\.window) == ["b", "a"])
        clock.advance(by: .seconds(4))
        #expect(sessions.attachments(of: handle).map(\.window) == ["a"])
    }

    private struct Missing: Error {}
}
