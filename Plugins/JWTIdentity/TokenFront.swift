package import SessionCore

/// Everything that looks at a token before its signature is believed, and what would be read from it afterwards.
package enum TokenFront {
    /// Whether a token could be read, by whomever it is signed. It says nothing of whether the token may be believed.
    package static func isReadable(_ text: String, at now: Timestamp) -> Bool {
        let rules = TokenRules(
            issuer: "issuer", audience: "audience", type: "JWT", leeway: .seconds(30), maximumLifetime: .seconds(86_400)
        )
        do throws(TokenRefusal) {
            let token = try CompactToken(text)
            let header = try TokenHeader(token.header)
            try rules.check(type: header.type)
            _ = try rules.claims(in: token.payload, at: now)
            return true
        } catch {
            return false
        }
    }
}
