import Logging
import MemoryStorage
import SessionCore
import Synchronization
import TestSupport
import Testing

/// Scenario S96: what a read is answered while the store is down.
@Suite struct FailurePolicyTests {
    private let clock = ManualClock()
    private let store = OutageStorage()
    private let owner = Principal.workspace(.random())

    private func manager(_ policy: FailurePolicy = .readOnlyStale(max: .seconds(30))) -> SessionManager {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return SessionManager(
            storage: store, policy: SessionPolicy(idle: .seconds(20), absolute: .seconds(600)),
            whenUnavailable: policy, clock: clock, logger: logger)
    }

    private func code(_ body: () async throws -> Void) async -> StorageError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? StorageError)?.code
        }
    }

    @Test(arguments: [StorageError.Code.unavailable, .timeout])
    func aReadThatAsksForItIsAnsweredFromWhatWasSeenAndToldItsAge(_ failure: StorageError.Code) async throws {
        let sessions = manager()
        let issued = try await sessions.create(.workspace, owner: owner, payload: [1])
        let fresh = try await sessions.readingStale { try await sessions.peek(issued.record.key) }
        #expect(fresh.answer == .live(issued.record) && fresh.age == nil)
        store.failure = failure
        clock.advance(by: .seconds(5))
        let old = try await sessions.readingStale { try await sessions.load(issued.token) }
        #expect(old.answer == .live(issued.record))
        #expect(old.age == .seconds(5))
        #expect(sessions.staleReads == 1)
        #expect(await code { _ = try await sessions.load(issued.token) } == failure)
        #expect(
            await code {
                _ = try await sessions.readingStale {
                    try await sessions.readingFresh { try await sessions.load(issued.token) }
                }
            } == failure)
    }

    @Test(arguments: [StorageError.Code.corrupt, .unknown, .misconfigured, .full])
    func anyOtherFailureIsNoReasonToRemember(_ failure: StorageError.Code) async throws {
        let sessions = manager()
        let issued = try await sessions.create(.workspace, owner: owner, payload: [])
        _ = try await sessions.load(issued.token)
        store.failure = failure
        #expect(await code { _ = try await sessions.readingStale { try await sessions.load(issued.token) } } == failure)
    }

    @Test func failClosedRemembersNothing() async throws {
        let sessions = manager(.failClosed)
        let issued = try await sessions.create(.workspace, owner: owner, payload: [])
        _ = try await sessions.load(issued.token)
        store.failure = .unavailable
        #expect(
            await code { _ = try await sessions.readingStale { try await sessions.load(issued.token) } } == .unavailable
        )
    }

    @Test func nothingIsShownBeyondTheBoundOrPastADeadlineOrAfterTheClockWentBack() async throws {
        let sessions = manager(.readOnlyStale(max: .seconds(10)))
        let issued = try await sessions.create(.workspace, owner: owner, payload: [])
        let brief = try await sessions.create(.workspace, owner: owner, payload: [], life: .fixed(.seconds(7)))
        _ = try await sessions.peek(issued.record.key)
        _ = try await sessions.peek(brief.record.key)
        _ = try await sessions.sessions(of: owner)
        store.failure = .unavailable
        func found(_ key: SessionKey) async -> Bool {
            await code { _ = try await sessions.readingStale { try await sessions.peek(key) } } == nil
        }
        clock.advance(by: .milliseconds(6_999))
        #expect(await found(brief.record.key))
        clock.advance(by: .milliseconds(1))
        #expect(await !found(brief.record.key))
        let page = try await sessions.readingStale { try await sessions.sessions(of: owner) }
        #expect(page.answer.records == [issued.record])
        clock.advance(by: .seconds(3))
        #expect(await found(issued.record.key))
        clock.advance(by: .milliseconds(1))
        #expect(await !found(issued.record.key))
        #expect(await code { _ = try await sessions.readingStale { try await sessions.sessions(of: owner) } } != nil)
        clock.advance(by: .seconds(-20))
        #expect(await !found(issued.record.key))
    }

    @Test func whatThisProcessEndedIsNeverShown() async throws {
        let sessions = manager()
        func issue() async throws -> IssuedSession {
            let issued = try await sessions.create(.workspace, owner: owner, payload: [])
            _ = try await sessions.load(issued.token)
            return issued
        }
        let (revoked, rotated, kept) = (try await issue(), try await issue(), try await issue())
        let moved = try await sessions.rotate(rotated.record.key, grace: .seconds(10))
        _ = try await sessions.peek(moved.record.key)
        _ = try await sessions.sessions(of: owner)
        _ = try await sessions.revoke(revoked.record.key)
        store.failure = .unavailable
        // One that failed while the store was down may have reached it.
        #expect(await code { _ = try await sessions.revoke(kept.record.key) } == .unavailable)
        for key in [revoked.record.key, rotated.record.key, kept.record.key] {
            let old = await code { _ = try await sessions.readingStale { try await sessions.peek(key) } }
            #expect(old == .unavailable)
        }
        let list = try await sessions.readingStale { try await sessions.sessions(of: owner) }
        #expect(list.answer.records.map(\.key) == [moved.record.key])
        #expect(list.age == .zero)
        #expect(await code { _ = try await sessions.revokeSessions(of: owner) } == .unavailable)
        #expect(
            await code { _ = try await sessions.readingStale { try await sessions.peek(moved.record.key) } }
                == .unavailable)
        #expect(
            await code { _ = try await sessions.readingStale { try await sessions.sessions(of: owner) } }
                == .unavailable)
    }

    @Test func aListFromBeforeAWriteIsNotShownAfterIt() async throws {
        let sessions = manager()
        let issued = try await sessions.create(.workspace, owner: owner, payload: [1])
        _ = try await sessions.sessions(of: owner)
        #expect(try await sessions.commit([2], for: issued.record) == .committed(2))
        store.failure = .unavailable
        let list = try? await sessions.readingStale { try await sessions.sessions(of: owner) }
        #expect(list == nil, "the list shows \(list?.answer.records.map(\.payload) ?? [])")
    }

    @Test func anEndThatTheStoreToldOfIsRemembered() async throws {
        let sessions = manager()
        let issued = try await sessions.create(.workspace, owner: owner, payload: [])
        _ = try await sessions.load(issued.token)
        _ = try await sessions.sessions(of: owner)
        // Another process ends it.
        _ = try await store.memory.revoke(issued.record.key, reason: .revoked, at: clock.now)
        #expect(try await sessions.load(issued.token) == .gone(.revoked))
        store.failure = .unavailable
        #expect(
            await code { _ = try await sessions.readingStale { try await sessions.load(issued.token) } } == .unavailable
        )
        let list = try await sessions.readingStale { try await sessions.sessions(of: owner) }
        #expect(list.answer.records == [])
    }

    /// The load finds it alive, and it is ended before the answer is back.
    @Test func aReadUnderWayWhileASessionEndsBringsItNotBack() async throws {
        let sessions = manager()
        let issued = try await sessions.create(.workspace, owner: owner, payload: [])
        let key = issued.record.key
        store.afterLoad { _ = try? await sessions.revoke(key) }
        #expect(try await sessions.peek(key) == .live(issued.record))
        store.failure = .unavailable
        #expect(await code { _ = try await sessions.readingStale { try await sessions.peek(key) } } == .unavailable)
    }

    @Test func everyWriteFailsAndChangesNothing() async throws {
        let sessions = manager()
        let issued = try await sessions.create(.workspace, owner: owner, payload: [1])
        let record = issued.record
        _ = try await sessions.load(issued.token)
        store.failure = .unavailable
        let writes: [@Sendable () async throws -> Void] = [
            { _ = try await sessions.create(.workspace, owner: record.owner, payload: []) },
            { _ = try await sessions.commit([2], for: record) },
            { try await sessions.withSession(record.key) { $0.payload = [2] } },
            { _ = try await sessions.rotate(record.key) },
            { _ = try await sessions.revoke(record.key) },
            { _ = try await sessions.revokeSessions(of: record.owner) },
        ]
        for write in writes {
            #expect(await code { _ = try await sessions.readingStale(write) } == .unavailable)
        }
        store.failure = nil
        #expect(try await sessions.peek(record.key) == .live(record))
    }

    @Test func whatIsRememberedIsBounded() async throws {
        let sessions = manager()
        let payload = [UInt8](repeating: 7, count: Limits.payloadBytes)
        var keys: [SessionKey] = []
        for _ in 0..<40 {
            let issued = try await sessions.create(.workspace, owner: owner, payload: payload)
            keys.append(issued.record.key)
            _ = try await sessions.peek(issued.record.key)
        }
        store.failure = .unavailable
        var bytes = 0
        for key in keys {
            let old = try? await sessions.readingStale { try await sessions.peek(key) }
            if case .live(let record)? = old?.answer { bytes += record.payload.count }
        }
        #expect(bytes > 0 && bytes <= Limits.staleBytes)
    }
}
