package import Crypto

extension EncryptionKey {
    /// A key of its own for one purpose, by HKDF-SHA256 (RFC 5869): what it seals, this key never sealed.
    ///
    /// - Parameters:
    ///   - salt: random bytes that no other derivation has.
    ///   - purpose: what the key is for.
    package func derived(salt: [UInt8], for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, salt: salt, info: Array(purpose.utf8), outputByteCount: EncryptionKey.byteCount)
    }
}
