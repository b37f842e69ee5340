import SessionCore

/// The different texts in a connection's credentials that claim to be JSON Web Tokens.
///
/// The same token in two places is one. A bearer token without a dot is a workspace's and another strategy's business; a
/// cookie of ours is ours whatever it holds, but an empty one is what a site leaves when it takes a cookie away.
struct ShownTokens {
    let texts: Set<String>

    init(_ credentials: Credentials, cookie: String?) {
        let carried = credentials.bearerTokens + [credentials.auth["token"]].compactMap(\.self)
        let cookies = cookie.map(credentials.values(ofCookie:)) ?? []
        texts = Set(carried.filter { $0.utf8.contains(UInt8(ascii: ".")) } + cookies.filter { !$0.isEmpty })
    }
}
