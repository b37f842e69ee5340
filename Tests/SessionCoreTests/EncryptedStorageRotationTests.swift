import MemoryStorage
import SessionCore
import Testing

@Suite struct EncryptedStorageRotationTests {
    private let now = EncryptionSample.start

    @Test func aRotationSealsForTheNewKeyAndVersion() async throws {
        let store = try EncryptionSample.store()
        let record = EncryptionSample.record("moves")
        _ = try await store.create(record)
        let new = SessionToken.random().key
        let rotation = Rotation(to: new, graceUntil: now.advanced(by: .seconds(30)))
        #expect(try await store.rotate(record.key, with: rotation, expecting: 1, at: now) == .rotated(2))
        #expect(try await store.stored(new).payload == record.payload)
        // Within its grace the old key leads to the session, whose record names the new one.
        #expect(try await store.stored(record.key).key == new)
        #expect(try await store.stored(record.key).payload == record.payload)
    }

    @Test func aRotationThatBringsAPayloadSealsThat() async throws {
        let store = try EncryptionSample.store()
        let record = EncryptionSample.record("old")
        _ = try await store.create(record)
        let new = SessionToken.random().key
        let rotation = Rotation(to: new, payload: Array("new".utf8))
        #expect(try await store.rotate(record.key, with: rotation, expecting: 1, at: now) == .rotated(2))
        #expect(try await store.stored(new).payload == Array("new".utf8))
        #expect(try await !store.base.stored(new).payload.contains(subsequence: Array("new".utf8)))
    }

    @Test(arguments: [nil, "brought"])
    func everyOtherAnswerIsThatOfThePlainStore(_ payload: String?) async throws {
        let plain = MemoryStorage()
        let sealed = try EncryptionSample.store()
        let record = EncryptionSample.record("one")
        let other = EncryptionSample.record("two")
        for store in [plain, sealed] as [any SessionStorage] {
            _ = try await store.create(record)
            _ = try await store.create(other)
        }
        func same(_ key: SessionKey, _ new: SessionKey, expecting version: UInt64) async throws -> RotateOutcome {
            let rotation = Rotation(
                to: new, graceUntil: now.advanced(by: .seconds(60)), payload: payload.map { Array($0.utf8) })
            let expected = try await plain.rotate(key, with: rotation, expecting: version, at: now)
            #expect(try await sealed.rotate(key, with: rotation, expecting: version, at: now) == expected)
            return expected
        }
        let new = SessionToken.random().key
        #expect(try await same(new, SessionToken.random().key, expecting: 1) == .absent)
        #expect(try await same(record.key, new, expecting: 7) == .conflict(record))
        #expect(try await same(record.key, other.key, expecting: 1) == .duplicate)
        #expect(try await same(record.key, new, expecting: 1) == .rotated(2))
        #expect(try await same(record.key, SessionToken.random().key, expecting: 2) == .gone(.superseded))
        for store in [plain, sealed] as [any SessionStorage] {
            _ = try await store.revoke(other.key, reason: .loggedOut, at: now)
        }
        #expect(try await same(other.key, SessionToken.random().key, expecting: 1) == .gone(.loggedOut))
    }

    @Test func aConflictCarriesWhatIsStoredAsItWasGiven() async throws {
        let store = try EncryptionSample.store()
        let record = EncryptionSample.record("one")
        _ = try await store.create(record)
        let outcome = try await store.commit([1], for: record.key, expecting: 5, idleDeadline: nil, at: now)
        #expect(outcome == .conflict(record))
    }

    @Test func whatCannotBeOpenedIsNotRotatedAway() async throws {
        let base = MemoryStorage()
        let record = EncryptionSample.record("plain")
        _ = try await base.create(record)
        let store = try EncryptionSample.store(base)
        await #expect(throws: StorageError.self) {
            try await store.rotate(
                record.key, with: Rotation(to: SessionToken.random().key), expecting: 1, at: now)
        }
        #expect(try await base.stored(record.key) == record)
    }
}
