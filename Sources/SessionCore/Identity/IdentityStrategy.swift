/// A way to decide from credentials on whose behalf a connection acts.
///
/// ## What every strategy promises
/// 1. It answers nothing, and throws nothing, when none of what it looks at was shown.
/// 2. It throws ``IdentityError/Code/refused`` when what it looks at was shown and is not trusted.
/// 3. It throws ``IdentityError/Code/unavailable``, never "nothing shown", when it could not find out.
/// 4. The same credentials at the same instant and state give the same principal.
/// 5. It believes nothing about the connection but what the server itself observed: ids, addresses and headers are the
///    server's, never the payload's.
/// 6. It throws ``IdentityError/Code/ambiguous`` when proofs of two different principals were shown, never "first wins".
/// 7. Nothing it answers, throws or logs has a credential in it.
public protocol IdentityStrategy: Sendable {
    /// The name by which a configuration chooses it.
    var name: String { get }

    /// Judges what a connection showed. Promises 1 to 7.
    func identify(_ credentials: Credentials, at now: Timestamp) async throws(IdentityError) -> Identity?
}

/// A strategy that can give a newcomer a first credential.
public protocol IdentityIssuer: IdentityStrategy {
    /// Makes a new principal and the secret that proves it, to be shown to the newcomer once.
    func issue(at now: Timestamp) async throws(IdentityError) -> IssuedIdentity
}

/// A strategy whose secret can be replaced by a new one while the principal stays.
public protocol IdentityRotator: IdentityStrategy {
    /// Replaces the secret that credentials show, and answers with the new one; nothing when they show none of its own.
    ///
    /// - Throws: what ``IdentityStrategy/identify(_:at:)`` would, for a secret that is not trusted or was replaced already.
    func rotate(
        _ credentials: Credentials, retiring retirement: SecretRetirement, at now: Timestamp
    ) async throws(IdentityError) -> IssuedIdentity?
}

/// What becomes of a secret that was replaced.
public enum SecretRetirement: Sendable, Hashable {
    /// It reads for the grace that the strategy is set to. Shown after that, it is taken for stolen: the session ends.
    case gradual
    /// It is refused from now on, and that is all: whoever else has it is signed out.
    case immediate
}

/// A new identity and its secret.
public struct IssuedIdentity: Sendable {
    /// Who the newcomer now is.
    public var identity: Identity
    /// The secret, shown to the newcomer and kept nowhere.
    public var token: SessionToken

    /// Describes an issued identity.
    public init(identity: Identity, token: SessionToken) {
        self.identity = identity
        self.token = token
    }

    /// The name of the cookie in which a server hands the secret to a browser; under TLS with `__Host-` before it.
    public static let cookie = "mooring"
}
