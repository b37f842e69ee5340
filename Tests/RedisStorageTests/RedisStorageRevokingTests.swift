import SessionCore
import TestSupport
import Testing

@testable import RedisStorage

/// All sessions of a principal end in steps: what holds between the steps, and when there is no next one.
@Suite struct RedisStorageRevokingTests {
    private let start = Sample.start
    private let now = Sample.start.advanced(by: .seconds(60))

    /// Sessions 0 ..< count of one principal.
    private func filled(_ count: Int, in server: RedisServer) async throws -> RedisStorage {
        let store = try await Sample.open(server, prefix: "revoking-\(SessionHandle.random()):")
        for first in stride(from: 0, to: count, by: 500) {
            try await store.restore(
                (first..<min(first + 500, count)).map { .session(Sample.key($0), .live(Sample.session($0))) })
        }
        return store
    }

    private func fresh(_ number: Int, at instant: Timestamp) -> SessionRecord {
        var record = Sample.session(number)
        (record.createdAt, record.authenticatedAt, record.touchedAt) = (instant, instant, instant)
        return record
    }

    private func handles(in store: RedisStorage, at now: Timestamp) async throws -> [String] {
        try await store.sessions(of: Sample.principal(), after: nil, limit: 1_000, at: now).records.map(\.handle.text)
    }

    private func outcomes(_ count: Int, in store: RedisStorage) async throws -> [LoadOutcome: Int] {
        var outcomes: [LoadOutcome: Int] = [:]
        for number in 0..<count { outcomes[try await store.load(Sample.key(number), at: now), default: 0] += 1 }
        return outcomes
    }

    @Test func tenThousandSessionsEndInBoundedStepsAndEachIsCounted() async throws {
        let store = try await filled(10_000, in: SharedServer.value())
        // Authenticated after the epoch, but there before it: by a server whose clock is ahead.
        let ahead = fresh(20_000, at: now.advanced(by: .seconds(5)))
        #expect(try await store.create(ahead) == .created)
        var revocation = Revocation(of: Sample.principal(), except: Sample.key(7), reason: .loggedOut, at: now)
        #expect(try await revocation.step(in: store))
        #expect(revocation.count <= Limits.revokeBatch && revocation.count >= Limits.revokeBatch - 1)
        // Nothing but the excepted one and what the epoch does not reach is let in from here on.
        #expect(try await handles(in: store, at: now) == ["sample-20000", "sample-7"])
        #expect(try await store.load(Sample.key(9_999), at: now) == .gone(.revoked))
        #expect(try await store.create(fresh(20_001, at: now)) == .gone(.revoked))
        let later = now.advanced(by: .milliseconds(1))
        #expect(try await store.create(fresh(20_002, at: later)) == .created)
        #expect(
            try await store.rotate(Sample.key(7), with: Rotation(to: Sample.key(20_003)), expecting: 1, at: now)
                == .rotated(2))
        while try await revocation.step(in: store) {}
        #expect(revocation.count == 10_000)
        #expect(try await handles(in: store, at: now) == ["sample-20002", "sample-7"])
        #expect(try await outcomes(10_000, in: store) == [.gone(.loggedOut): 9_999, .gone(.superseded): 1])
        #expect(try await store.load(ahead.key, at: now) == .gone(.loggedOut))
        #expect(
            try await store.revokeSessions(
                of: Sample.principal(), except: Sample.key(20_003), reason: .revoked, at: now)
                == 1)
        #expect(try await handles(in: store, at: now) == ["sample-7"])
        try await store.close()
    }

    @Test func serverKilledBetweenStepsLeavesTheRestRefusedAndARetryEndsIt() async throws {
        var options = RedisServerOptions()
        options.appendOnly = true
        let server = try await RedisServer(options)
        let store = try await filled(10_000, in: server)
        var revocation = Revocation(of: Sample.principal(), except: Sample.key(9_999), reason: .loggedOut, at: now)
        for _ in 0..<3 { #expect(try await revocation.step(in: store)) }
        let ended = revocation.count
        try await server.kill()
        let error = await #expect(throws: StorageError.self) { _ = try await revocation.step(in: store) }
        #expect(error?.code == .unknown)
        #expect(error?.message.contains("\(ended) sessions were ended") == true)
        try await server.restart()
        try await store.client.recovers()
        let between = try await outcomes(9_999, in: store)
        #expect(between == [.gone(.loggedOut): ended, .gone(.revoked): 9_999 - ended])
        let retry = now.advanced(by: .seconds(1))
        #expect(
            try await store.revokeSessions(
                of: Sample.principal(), except: Sample.key(9_999), reason: .loggedOut, at: retry) == 9_999 - ended)
        #expect(try await outcomes(9_999, in: store) == [.gone(.loggedOut): 9_999])
        #expect(try await handles(in: store, at: retry) == ["sample-9999"])
        #expect(try await server.cli("--scan", "--pattern", "*:v:*") == "", "the mark of a revocation is left behind")
        try await store.close()
    }

    @Test func twoRevocationsAtOnceEndEverythingOnceAndSpareWhatCameSince() async throws {
        let store = try await filled(1_000, in: SharedServer.value())
        var one = Revocation(of: Sample.principal(), except: nil, reason: .loggedOut, at: now)
        var other = Revocation(of: Sample.principal(), except: nil, reason: .loggedOut, at: now)
        #expect(try await one.step(in: store))
        let between = fresh(2_000, at: now.advanced(by: .seconds(1)))
        #expect(try await store.create(between) == .created)
        #expect(try await other.step(in: store))
        let since = fresh(2_001, at: now.advanced(by: .seconds(1)))
        #expect(try await store.create(since) == .created)
        while try await one.step(in: store) {}
        while try await other.step(in: store) {}
        #expect(one.count + other.count == 1_001)
        #expect(try await handles(in: store, at: now) == ["sample-2001"])
        try await store.close()
    }
}
