import MemoryStorage
import SessionCore
import Synchronization
import TestSupport
import Testing

@Suite struct MeasuredStorageTests {
    private let start = EncryptionSample.start

    private func count(_ metrics: StorageMetrics, _ verb: StorageVerb, _ outcome: String) -> UInt64? {
        metrics.measurements.first { $0.verb == verb }?.outcomes[outcome]
    }

    /// Scenario S100: each outcome that a store can answer is counted under its own name, and none under another.
    @Test func everyOutcomeOfEveryVerbIsCounted() async throws {
        let metrics = StorageMetrics(uptime: { .zero })
        let store = MeasuredStorage(MemoryStorage(), metrics: metrics)
        let record = EncryptionSample.record("a")
        let other = EncryptionSample.record("b")
        let absent = SessionToken.random().key
        let new = SessionToken.random().key
        _ = try await store.create(record)
        _ = try await store.create(record)
        _ = try await store.create(other)
        try await store.raiseEpoch(of: other.owner, to: start)
        var dead = EncryptionSample.record("c")
        dead.owner = other.owner
        _ = try await store.create(dead)
        for key in [record.key, other.key, absent] {
            _ = try await store.load(key, at: start)
            _ = try await store.touch(key, idleDeadline: .never, at: start)
        }
        for (key, version) in [(record.key, 1), (record.key, 1), (other.key, 1), (absent, 1)] as [(SessionKey, UInt64)]
        {
            _ = try await store.commit([1], for: key, expecting: version, idleDeadline: nil, at: start)
        }
        _ = try await store.rotate(record.key, with: Rotation(to: new), expecting: 1, at: start)
        _ = try await store.rotate(record.key, with: Rotation(to: other.key), expecting: 2, at: start)
        _ = try await store.rotate(record.key, with: Rotation(to: new), expecting: 2, at: start)
        _ = try await store.rotate(record.key, with: Rotation(to: absent), expecting: 2, at: start)
        _ = try await store.rotate(absent, with: Rotation(to: absent), expecting: 2, at: start)
        _ = try await store.revoke(new, reason: .revoked, at: start)
        _ = try await store.revoke(absent, reason: .revoked, at: start)
        _ = try await store.sessions(of: record.owner, after: nil, limit: 1, at: start)
        _ = try await store.revokeSessions(of: record.owner, except: nil, reason: .revoked, at: start)
        _ = try await store.epoch(of: record.owner)
        let swept = try await store.sweep(limit: 10, at: start)
        #expect(swept == 1 && metrics.swept == 1)
        let absentVerbs: Set<StorageVerb> = [
            .export, .restore, .events, .health, .acquireLease, .renewLease, .releaseLease,
        ]
        for verb in StorageVerb.allCases where !absentVerbs.contains(verb) {
            for outcome in verb.outcomes {
                // The second creation alone was a duplicate; two records came in.
                let expected: UInt64 = verb == .create && outcome == "created" ? 2 : 1
                #expect(count(metrics, verb, outcome) == expected, "\(verb) \(outcome)")
            }
        }
    }

    @Test func everyErrorIsCountedByItsCodeAndThrownAsItWas() async throws {
        let metrics = StorageMetrics(uptime: { .zero })
        let outage = OutageStorage()
        let store = MeasuredStorage(outage, metrics: metrics)
        let codes: [StorageError.Code] = [
            .unavailable, .timeout, .unknown, .corrupt, .misconfigured, .tooLarge, .invalid, .full,
        ]
        for code in codes {
            outage.failure = code
            #expect(await store.failure(loading: SessionToken.random().key)?.code == code)
        }
        let load = try #require(metrics.measurements.first { $0.verb == .load })
        #expect(load.errors == Dictionary(uniqueKeysWithValues: codes.map { ($0.description, 1) }))
        #expect(load.outcomes.values.allSatisfy { $0 == 0 })
    }

    @Test func aCallIsCountedInTheBucketOfItsDuration() async throws {
        let time = Mutex(Duration.zero)
        // Each look at the time is a millisecond after the one before, so each call takes one.
        let metrics = StorageMetrics(uptime: {
            time.withLock {
                $0 += .milliseconds(1)
                return $0
            }
        })
        let store = MeasuredStorage(MemoryStorage(), metrics: metrics)
        for _ in 0..<3 { _ = try await store.load(SessionToken.random().key, at: start) }
        let load = try #require(metrics.measurements.first { $0.verb == .load })
        let bucket = try #require(StorageMetrics.bounds.firstIndex(of: .milliseconds(1)))
        #expect(load.buckets[bucket] == 3 && load.buckets.reduce(0, +) == 3)
        #expect(load.total == .milliseconds(3))
    }
}
