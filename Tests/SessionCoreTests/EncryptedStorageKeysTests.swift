import MemoryStorage
import SessionCore
import Testing

/// Scenario S84: keys change while a store works.
@Suite struct EncryptedStorageKeysTests {
    private let now = EncryptionSample.start

    @Test func oldKeysOpenTheFirstSealsAndARemovedOneIsCorrupt() async throws {
        let base = MemoryStorage()
        let keyring = try EncryptionSample.keyring(EncryptionSample.a)
        let store = EncryptedStorage(base, namespace: .standard, keyring: keyring)
        let used = EncryptionSample.record("used again")
        let forgotten = EncryptionSample.record("never touched")
        _ = try await store.create(used)
        _ = try await store.create(forgotten)

        keyring.replace(with: try EncryptionKeys([EncryptionSample.b, EncryptionSample.a]))
        #expect(try await store.stored(used.key) == used)
        _ = try await store.commit(used.payload, for: used.key, expecting: 1, idleDeadline: nil, at: now)

        keyring.replace(with: try EncryptionKeys([EncryptionSample.b]))
        #expect(try await store.stored(used.key).payload == used.payload)
        let error = try #require(await store.failure(loading: forgotten.key))
        #expect(error.code == .corrupt)
        #expect(error.message.contains("the key a, which is not among the keys"))
        #expect(error.message.contains(forgotten.handle.text))
    }

    @Test func aSessionThatCannotBeReadHidesNoOther() async throws {
        let base = MemoryStorage()
        let keyring = try EncryptionSample.keyring(EncryptionSample.a)
        let store = EncryptedStorage(base, namespace: .standard, keyring: keyring)
        var records: [SessionRecord] = []
        for number in 0..<5 {
            var record = EncryptionSample.record("\(number)")
            record.owner = .workspace(try #require(SessionHandle("all")))
            records.append(record)
            if number == 3 { keyring.replace(with: try EncryptionKeys([EncryptionSample.b])) }
            _ = try await store.create(record)
        }
        let page = try await store.sessions(of: records[0].owner, after: nil, limit: 10, at: now)
        #expect(page.records == records[3...].sorted { $0.handle < $1.handle })
        #expect(Set(page.unreadable.map(\.handle)) == Set(records[..<3].map(\.handle)))
        #expect(page.unreadable.allSatisfy { $0.error.code == .corrupt && $0.kind == .workspace })
    }

    @Test func sealsAreCountedByKey() async throws {
        let keyring = try EncryptionSample.keyring(EncryptionSample.a)
        let store = EncryptedStorage(MemoryStorage(), namespace: .standard, keyring: keyring)
        _ = try await store.create(EncryptionSample.record("1"))
        _ = try await store.create(EncryptionSample.record("2"))
        #expect(keyring.seals == 2)
        keyring.replace(with: try EncryptionKeys([EncryptionSample.b, EncryptionSample.a]))
        #expect(keyring.seals == 0)
    }

    @Test func theLinesOfAListAreReadInTheirOrder() throws {
        let first = try #require(EncryptionKey.newLine(id: "2026-11"))
        let second = try #require(EncryptionKey.newLine(id: "2025-11"))
        let keys = try EncryptionKeys(text: "# keys\n\n  \(first)\r\n# old\n\(second)\n")
        #expect(keys.all.map(\.id) == ["2026-11", "2025-11"])
        #expect(keys.sealing.id == "2026-11")
        #expect(try EncryptionKeys(text: "\(first),\(second)") == keys)
        #expect(EncryptionKey.newLine(id: "No") == nil)
        #expect(
            try EncryptionKeys(text: first) != EncryptionKeys(text: try #require(EncryptionKey.newLine(id: "2026-11"))))
    }

    @Test func aKeyInBase64IsTheBytesOfTheKey() throws {
        let bytes = (0..<32).map { UInt8($0) }
        let keys = try EncryptionKeys(text: "k AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
        #expect(keys.sealing == EncryptionKey(id: "k", bytes: bytes))
        #expect(keys.sealing != EncryptionKey(id: "k", bytes: bytes.reversed()))
    }

    @Test(arguments: [
        ("", "there is no key in it"),
        ("# only a comment\n", "there is no key in it"),
        ("a\n", "line 1: a line is a name"),
        ("\na AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= b", "line 2: a line is a name"),
        ("A AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "line 1: the name of a key is"),
        ("a AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "line 1: the key a is not written in base64"),
        ("a AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=", "line 1: the key a is not written in base64"),
        ("a AAECAwQFBgcICQoLDA0ODw==", "line 1: the key a has 16 bytes; it takes 32"),
        (
            "a AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\na AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "line 2: the name a is taken already"
        ),
    ])
    func aListThatIsWrongSaysWhereAndRepeatsNoKey(_ text: String, _ what: String) {
        do {
            _ = try EncryptionKeys(text: text)
            Issue.record("this list was taken")
        } catch {
            #expect("\(error)".hasPrefix(what), "\(error)")
            #expect(!"\(error)".contains("AAEC"))
        }
    }
}
