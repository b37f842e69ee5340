import Crypto
import SessionCore
import Synchronization

/// Verifies tokens, and remembers those it has verified by their SHA-256 until they expire or the keys change.
final class TokenVerifier: Sendable {
    fileprivate struct State {
        var keys: KeySet
        var generation = 0
        /// Two halves: when the recent one is full it becomes the older one, and what was in that is forgotten.
        var recent: [SHA256Digest: TokenClaims] = [:]
        var older: [SHA256Digest: TokenClaims] = [:]
    }

    private let rules: TokenRules
    private let state: Mutex<State>

    init(rules: TokenRules, keys: KeySet) {
        self.rules = rules
        state = Mutex(State(keys: keys))
    }

    /// How many tokens are remembered.
    var remembered: Int { state.withLock { $0.recent.count + $0.older.count } }

    /// What a token says that is signed with one of the keys and keeps the rules.
    func verify(_ text: String, at now: Timestamp) throws(TokenRefusal) -> TokenClaims {
        guard text.utf8.count <= Limits.tokenBytes else {
            throw TokenRefusal("the token has more than \(Limits.tokenBytes) bytes")
        }
        let digest = TokenVerifier.digest(of: text)
        let (known, keys, generation) = state.withLock { state in
            (state.recent[digest] ?? state.older[digest], state.keys, state.generation)
        }
        if let known, known.expires > now { return known }
        let token = try CompactToken(text)
        let header = try TokenHeader(token.header)
        try rules.check(type: header.type)
        try keys.key(for: header).verify(token)
        let claims = try rules.claims(in: token.payload, at: now)
        state.withLock { $0.remember(claims, of: digest, verifiedIn: generation) }
        return claims
    }

    /// Takes other keys; everything that was verified with the earlier ones is forgotten.
    func replace(keys: KeySet) {
        state.withLock { state in
            state = State(keys: keys, generation: state.generation + 1)
        }
    }

    private static func digest(of text: String) -> SHA256Digest {
        var copy = text
        return copy.withUTF8 { bytes in
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
            return hash.finalize()
        }
    }
}

extension TokenVerifier.State {
    /// What was verified while the keys changed is not remembered.
    fileprivate mutating func remember(_ claims: TokenClaims, of digest: SHA256Digest, verifiedIn generation: Int) {
        guard generation == self.generation else { return }
        if recent.count >= Limits.verifiedTokens / 2 { (older, recent) = (recent, [:]) }
        recent[digest] = claims
    }
}
