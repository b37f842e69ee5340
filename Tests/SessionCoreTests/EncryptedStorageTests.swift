import MemoryStorage
import SessionCore
import Testing

@Suite struct EncryptedStorageTests {
    @Test func whatLiesInTheStoreIsNotWhatWasGiven() async throws {
        let store = try EncryptionSample.store()
        let record = EncryptionSample.record("a very plain payload")
        #expect(try await store.create(record) == .created)
        let sealed = try await store.base.stored(record.key)
        #expect(sealed.payload.count <= record.payload.count + Limits.envelopeBytes)
        #expect(!sealed.payload.contains(subsequence: record.payload))
        #expect(try await store.stored(record.key) == record)
        #expect(await store.base.failure(loading: record.key) == nil)
    }

    @Test func samePayloadsLookDifferent() async throws {
        let store = try EncryptionSample.store()
        let record = EncryptionSample.record("twice")
        _ = try await store.create(record)
        let first = try await store.base.stored(record.key).payload
        _ = try await store.commit(
            record.payload, for: record.key, expecting: 1, idleDeadline: nil, at: EncryptionSample.start)
        let second = try await store.base.stored(record.key).payload
        #expect(Set(zip(first, second).map { $0 == $1 }).contains(false))
    }

    @Test func everyFlippedBitIsCorrupt() async throws {
        let store = try EncryptionSample.store()
        let record = EncryptionSample.record("sixteen bytes ok")
        _ = try await store.create(record)
        let sealed = try await store.base.stored(record.key)
        for bit in 0..<(sealed.payload.count * 8) {
            var flipped = sealed
            flipped.payload[bit / 8] ^= 1 << UInt8(bit % 8)
            let base = MemoryStorage()
            _ = try await base.create(flipped)
            let error = await (try EncryptionSample.store(base)).failure(loading: record.key)
            #expect(error?.code == .corrupt, "bit \(bit)")
        }
    }

    @Test func everyTruncationIsCorrupt() async throws {
        let store = try EncryptionSample.store()
        let record = EncryptionSample.record("cut")
        _ = try await store.create(record)
        let sealed = try await store.base.stored(record.key)
        for length in 0..<sealed.payload.count {
            var cut = sealed
            cut.payload = Array(sealed.payload.prefix(length))
            let base = MemoryStorage()
            _ = try await base.create(cut)
            #expect(await (try EncryptionSample.store(base)).failure(loading: record.key)?.code == .corrupt)
        }
    }

    @Test func sealedBytesOpenUnderNoOtherKeyNamespaceOrVersion() async throws {
        let store = try EncryptionSample.store()
        let record = EncryptionSample.record("bound to its place")
        _ = try await store.create(record)
        let first = try await store.base.stored(record.key)
        _ = try await store.commit(
            Array("later".utf8), for: record.key, expecting: 1, idleDeadline: nil, at: EncryptionSample.start)
        let second = try await store.base.stored(record.key)

        var elsewhere = first
        elsewhere.key = SessionToken.random().key
        var newer = first
        newer.payload = second.payload
        let twin = try #require(Namespace("twin"))
        for (moved, namespace) in [(elsewhere, Namespace.standard), (newer, .standard), (first, twin)] {
            let base = MemoryStorage()
            _ = try await base.create(moved)
            let error = await (try EncryptionSample.store(base, namespace: namespace)).failure(loading: moved.key)
            #expect(error?.code == .corrupt)
        }
        // Put back what was there before a commit: the version says that it is old.
        _ = try await store.base.commit(
            first.payload, for: record.key, expecting: 2, idleDeadline: nil, at: EncryptionSample.start)
        #expect(await store.failure(loading: record.key)?.code == .corrupt)
    }

    @Test func aPlainPayloadIsNeverTakenAsItLies() async throws {
        let base = MemoryStorage()
        let plain = EncryptionSample.record("from before encryption")
        let empty = EncryptionSample.record("")
        _ = try await base.create(plain)
        _ = try await base.create(empty)
        let store = try EncryptionSample.store(base)
        for record in [plain, empty] {
            let error = try #require(await store.failure(loading: record.key))
            #expect(error.code == .corrupt)
            #expect(error.message.contains(record.handle.text))
            #expect(!error.message.contains("before encryption,"))
            #expect(!error.message.contains(record.key.hexadecimal))
        }
    }

    @Test func aWrongKeyOfTheSameNameIsCorrupt() async throws {
        let base = MemoryStorage()
        let record = EncryptionSample.record("secret")
        _ = try await EncryptionSample.store(base).create(record)
        let error = await (try EncryptionSample.store(base, EncryptionSample.key("a", 9))).failure(loading: record.key)
        #expect(error?.code == .corrupt)
        #expect(error?.message.contains("the key a sealed") == true)
    }

    @Test func moreThanAPayloadMayHaveIsRefusedByEveryVerbThatBringsOne() async throws {
        let store = try EncryptionSample.store()
        let record = EncryptionSample.record("small")
        _ = try await store.create(record)
        let large = [UInt8](repeating: 0, count: Limits.payloadBytes + 1)
        var another = EncryptionSample.record("")
        another.payload = large
        let now = EncryptionSample.start
        await #expect(throws: StorageError.self) { try await store.create(another) }
        await #expect(throws: StorageError.self) {
            try await store.commit(large, for: record.key, expecting: 1, idleDeadline: nil, at: now)
        }
        await #expect(throws: StorageError.self) {
            try await store.rotate(
                record.key, with: Rotation(to: another.key, payload: large), expecting: 1, at: now)
        }
        #expect(try await store.stored(record.key) == record)
        another.payload = Array(large.dropLast())
        #expect(try await store.create(another) == .created)
        #expect(try await store.stored(another.key).payload.count == Limits.payloadBytes)
    }

    @Test func errorsAndDescriptionsHoldNoKey() throws {
        let key = EncryptionSample.key("name", 0x5a)
        #expect("\(key)" == "EncryptionKey(name)")
        #expect(String(reflecting: key) == "EncryptionKey(name)")
        var dumped = ""
        dump(try EncryptionKeys([key]), to: &dumped)
        #expect(!dumped.contains("90"))
    }
}

extension [UInt8] {
    func contains(subsequence other: [UInt8]) -> Bool {
        guard !other.isEmpty, count >= other.count else { return other.isEmpty }
        return (0...(count - other.count)).contains { self[$0...].starts(with: other) }
    }
}
