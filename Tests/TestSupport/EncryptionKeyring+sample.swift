package import SessionCore

extension EncryptionKeyring {
    /// A keyring with one key, for a store whose payloads a test wants encrypted.
    package static func sample() throws -> EncryptionKeyring {
        let key = EncryptionKey(id: "sample", bytes: Array(repeating: 7, count: 32))
        return EncryptionKeyring(try EncryptionKeys([key].compactMap(\.self)))
    }
}
