import SessionCore
import Synchronization

/// Takes any token of one user but one that has ended, and lets something happen while it judges that one.
final class EndingIdentity: IdentityStrategy {
    static let ended = "ended"

    let name = "ending"
    private let meanwhile = Mutex<@Sendable () -> Void>({})

    /// Names what happens while the token that has ended is judged.
    func whileJudging(_ body: @escaping @Sendable () -> Void) {
        meanwhile.withLock { $0 = body }
    }

    func identify(_ credentials: Credentials, at now: Timestamp) async throws(IdentityError) -> Identity? {
        guard let token = credentials.auth["token"] else { return nil }
        guard token != EndingIdentity.ended else {
            meanwhile.withLock { $0 }()
            throw IdentityError(.refused, "the token has ended")
        }
        return Principal.user(issuer: "issuer", subject: "ada").map { Identity(principal: $0) }
    }
}
