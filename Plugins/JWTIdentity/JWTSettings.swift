/// What a token must be to be trusted.
public struct JWTSettings: Sendable, Hashable {
    /// What `iss` must be, byte for byte.
    public var issuer: String
    /// What `aud` must be, or have in its list, byte for byte.
    public var audience: String
    /// The algorithms that are taken, of HS256, RS256, PS256, ES256, ES384 and EdDSA; none named: those of the keys.
    public var algorithms: [String] = []
    /// By how much the clocks of issuer and server may differ; at most 10 minutes.
    public var leeway = Duration.seconds(30)
    /// The longest time from `iat` to `exp`; with twice the leeway at most the 30 days for which a revocation of all of a
    /// user's sessions is remembered, so that no token outlives it.
    public var maximumLifetime = Duration.seconds(86_400)
    /// What `typ` must be. `JWT` is also what a token without `typ` has; access tokens of RFC 9068 have `at+jwt`.
    public var type = "JWT"
    /// A cookie that carries a token, or nothing.
    public var cookie: String?

    /// Trusts tokens of an issuer for an audience.
    public init(issuer: String, audience: String) {
        self.issuer = issuer
        self.audience = audience
    }
}
