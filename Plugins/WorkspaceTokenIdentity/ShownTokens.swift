import SessionCore

/// The different texts in a connection's credentials that claim to be workspace tokens.
///
/// The same token in two places is one. A bearer token with a dot in it is a JSON Web Token and another strategy's
/// business; everything else in our places is ours to judge.
struct ShownTokens {
    let texts: Set<String>
    /// Those that a program or a script put there. A cookie is not among them: a neighbouring site can plant one.
    let carried: Set<String>

    init(_ credentials: Credentials) {
        let cookies = WorkspaceTokenIdentity.cookies.flatMap(credentials.values(ofCookie:))
        let tokens = credentials.bearerTokens + WorkspaceTokenIdentity.authKeys.compactMap { credentials.auth[$0] }
        carried = Set(tokens.filter { !$0.contains(".") })
        texts = carried.union(cookies)
    }
}

extension WorkspaceTokenIdentity {
    /// The cookies that carry a token: the plain one, and the one that only a secure origin can set.
    static let cookies = [IssuedIdentity.cookie, "__Host-" + IssuedIdentity.cookie]
    /// The entries of a connection's `auth` payload that carry a token.
    static let authKeys = ["token", "workspaceToken"]
}
