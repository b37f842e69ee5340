public import Logging
public import SessionCore

/// You are the user whom a signed token names: its issuer and its subject together.
///
/// A token counts when it is signed with one of the keys of a file, with the algorithm which that key is for, and says what
/// the settings ask. Nothing in a token says how it is to be verified. Whatever is wrong with one, outside it is `refused`.
public struct JWTIdentity: IdentityStrategy {
    public let name = "user-jwt"
    let verifier: TokenVerifier
    let file: KeyFile
    let logger: Logger
    let wait: @Sendable (Duration) async throws -> Void
    private let sessions: SessionManager
    private let cookie: String?
    private let leeway: Duration

    /// Reads the keys and makes the strategy; throws `misconfigured`, naming the setting or the file.
    ///
    /// - Parameters:
    ///   - keys: the path of a JWK Set, a JWK or a public key as PEM. ``run()`` watches it.
    ///   - sessions: where the not-before epochs of users are.
    ///   - wait: how to wait between two looks at the file.
    public init(
        _ settings: JWTSettings, keys: String, sessions: SessionManager, logger: Logger,
        wait: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) async throws(IdentityError) {
        let (rules, algorithms) = try settings.checked()
        file = KeyFile(path: keys, allowed: algorithms)
        do throws(KeyProblem) {
            verifier = TokenVerifier(rules: rules, keys: try await file.read())
        } catch {
            throw IdentityError(.misconfigured, "user-jwt.keys: \(error)")
        }
        self.sessions = sessions
        self.logger = logger
        self.wait = wait
        cookie = settings.cookie
        leeway = rules.leeway
    }

    public func identify(_ credentials: Credentials, at now: Timestamp) async throws(IdentityError) -> Identity? {
        let shown = ShownTokens(credentials, cookie: cookie)
        guard let text = shown.texts.first else { return nil }
        guard shown.texts.count == 1 else { throw IdentityError(.ambiguous, "two different tokens were shown") }
        let claims: TokenClaims
        do throws(TokenRefusal) {
            claims = try verifier.verify(text, at: now)
        } catch {
            throw IdentityError(.refused, error.reason)
        }
        try await requireIssuedAfterEpoch(claims)
        return Identity(principal: claims.principal, expires: claims.expires)
    }

    /// A user whose sessions were all revoked needs a new token: a token cannot be taken back, but it can be outlived.
    ///
    /// The issuer's clock may be ahead by the leeway, so up to there a token may be from before.
    private func requireIssuedAfterEpoch(_ claims: TokenClaims) async throws(IdentityError) {
        let epoch: Timestamp?
        do throws(StorageError) {
            epoch = try await sessions.epoch(of: claims.principal)
        } catch {
            throw IdentityError(.unavailable, "the store failed: \(error)")
        }
        guard let epoch else { return }
        guard claims.issuedAt > epoch.advanced(by: leeway) else {
            throw IdentityError(.refused, "the token is from before all of the user was revoked")
        }
    }
}

extension JWTIdentity: CustomReflectable {
    /// Nothing of the keys.
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
