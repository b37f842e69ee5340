import Crypto
import SessionCore
import Synchronization

/// Who may do what concerns the whole server: whoever shows the token of its administrators as a bearer token.
///
/// A cookie does not count, so that no page of another site can make a browser do it.
final class AdminAccess: Sendable {
    private let digest: SHA256Digest
    private let clock: any SessionClock
    private let refusals = Mutex(
        AdmissionBucket(capacity: Limits.adminRefusals, perSecond: Limits.adminRefusalsPerSecond))

    init(token: String, clock: any SessionClock) {
        digest = SHA256.hash(data: Array(token.utf8))
        self.clock = clock
    }

    /// Throws 401 when no token or another one was shown, and 429 when that happens too often.
    func check(_ credentials: Credentials) throws {
        let tokens = credentials.bearerTokens
        // Digests are compared in constant time.
        if tokens.contains(where: { SHA256.hash(data: Array($0.utf8)) == digest }) { return }
        guard refusals.withLock({ $0.take(at: clock.now) }) else {
            throw HallError.limit("too many wrong tokens; try again in a minute")
        }
        throw tokens.isEmpty ? HallError.noCredential : HallError.refused
    }
}
