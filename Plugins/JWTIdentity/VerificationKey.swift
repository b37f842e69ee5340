import JWTKit

/// A key, its name, and the one algorithm it is for.
struct VerificationKey: Sendable {
    /// The `kid`; nothing for a key that a file gives no name.
    let id: String?
    let algorithm: SigningAlgorithm
    private let signature: any JWTAlgorithm

    /// - Parameter add: puts the key into an empty collection, which is how JWTKit gives out what verifies with it.
    init(
        id: String?, _ algorithm: SigningAlgorithm, _ add: (JWTKeyCollection) async -> Void
    ) async throws {
        let collection = JWTKeyCollection()
        await add(collection)
        self.id = id
        self.algorithm = algorithm
        signature = try await collection.getKey()
    }

    /// Throws unless a token is signed with this key.
    func verify(_ token: CompactToken) throws(TokenRefusal) {
        // A signature of a form that cannot be right throws in there.
        guard (try? signature.verify(token.signature, signs: token.signed)) == true else {
            throw TokenRefusal("the signature of the token is wrong")
        }
    }
}
