import MemoryStorage
import SessionCore

/// Keys and sessions for tests of encryption.
enum EncryptionSample {
    static let start = Timestamp(milliseconds: 1_700_000_000_000)
    static let a = key("a", 1)
    static let b = key("b", 2)

    /// A key of one byte over and over.
    static func key(_ id: String, _ byte: UInt8) -> EncryptionKey {
        // Reason: a test whose keys are none has nothing to go on with.
        guard let key = EncryptionKey(id: id, bytes: Array(repeating: byte, count: 32)) else {
            fatalError("a key of a test has another form")
        }
        return key
    }

    static func keyring(_ keys: EncryptionKey...) throws -> EncryptionKeyring {
        EncryptionKeyring(try EncryptionKeys(keys))
    }

    static func store(
        _ base: MemoryStorage = MemoryStorage(), namespace: Namespace = .standard, _ keys: EncryptionKey...
    ) throws -> EncryptedStorage<MemoryStorage> {
        EncryptedStorage(
            base, namespace: namespace, keyring: EncryptionKeyring(try EncryptionKeys(keys.isEmpty ? [a] : keys)))
    }

    static func record(_ payload: String, key: SessionKey = SessionToken.random().key) -> SessionRecord {
        SessionRecord(
            key: key, handle: .random(), kind: .workspace, owner: .workspace(.random()), createdAt: start,
            idleDeadline: .never, absoluteDeadline: .never, payload: Array(payload.utf8))
    }
}

extension SessionStorage {
    /// The live record under a key, as it lies here.
    func stored(_ key: SessionKey) async throws -> SessionRecord {
        guard case .live(let record) = try await load(key, at: EncryptionSample.start) else {
            throw StorageError(.invalid, "the test expects a session here")
        }
        return record
    }

    /// The word of the error that a load throws, or nothing.
    func failure(loading key: SessionKey) async -> StorageError? {
        do throws(StorageError) {
            _ = try await load(key, at: EncryptionSample.start)
            return nil
        } catch {
            return error
        }
    }
}
