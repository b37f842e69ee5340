/// The keys that tokens may be signed with.
struct KeySet: Sendable {
    let keys: [VerificationKey]
    /// How many keys of the file are not for this: of another use, or an algorithm that is not taken.
    let skipped: Int

    /// The key that a token names, if it is for the algorithm that the token names.
    ///
    /// An unknown name is refused; there is no key to fall back to. A token without a name is verified with the only key.
    func key(for header: TokenHeader) throws(TokenRefusal) -> VerificationKey {
        let found: VerificationKey?
        if let id = header.keyID {
            found = keys.first { $0.id.map { $0.utf8.elementsEqual(id.utf8) } ?? false }
        } else {
            found = keys.count == 1 ? keys.first : nil
        }
        guard let found else { throw TokenRefusal("the token is signed with a key that is not known") }
        guard found.algorithm.rawValue == header.algorithm else {
            throw TokenRefusal("the alg of the token is not the one its key is for")
        }
        return found
    }
}
