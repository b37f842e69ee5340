import SessionCore

/// What a token must say beside being signed.
struct TokenRules: Sendable {
    let issuer: String
    let audience: String
    let type: String
    let leeway: Duration
    let maximumLifetime: Duration

    /// Refuses a `typ` that is not the one of these rules (RFC 8725, 3.11).
    ///
    /// The type `JWT` is what a token without `typ` has. Another type must be written out. Types are compared as media
    /// types: in any case, and `application/` may be left out.
    func check(type shown: String?) throws(TokenRefusal) {
        let shown = shown ?? "JWT"
        guard TokenRules.canonical(shown) == TokenRules.canonical(type) else {
            throw TokenRefusal("the typ of the token is another")
        }
    }

    /// What the payload of a token that was verified says; throws for what these rules do not take.
    func claims(in payload: [UInt8], at now: Timestamp) throws(TokenRefusal) -> TokenClaims {
        guard let members = try? JSONReader.value(of: payload).members else {
            throw TokenRefusal("the payload of the token is not one JSON object that can mean one thing only")
        }
        try check(issuerAndAudience: members)
        guard let subject = members["sub"]?.text, !subject.isEmpty,
            let principal = Principal.user(issuer: issuer, subject: subject)
        else { throw TokenRefusal("the sub of the token is missing, or cannot name a user") }
        guard let expiry = try TokenRules.instant("exp", in: members) else {
            throw TokenRefusal("the token has no exp")
        }
        let expires = expiry.advanced(by: leeway)
        guard expires > now else { throw TokenRefusal("the token has expired") }
        if let start = try TokenRules.instant("nbf", in: members), start > now.advanced(by: leeway) {
            throw TokenRefusal("the token is not valid yet")
        }
        guard let issuedAt = try TokenRules.instant("iat", in: members) else {
            throw TokenRefusal("the token has no iat, which maximum-lifetime counts from")
        }
        guard issuedAt <= now.advanced(by: leeway) else { throw TokenRefusal("the token is from the future") }
        guard expiry.since(issuedAt) <= maximumLifetime else {
            throw TokenRefusal("the token lives longer than maximum-lifetime")
        }
        return TokenClaims(principal: principal, issuedAt: issuedAt, expires: expires)
    }

    private func check(issuerAndAudience members: [String: JSONValue]) throws(TokenRefusal) {
        guard let shown = members["iss"]?.text, shown.utf8.elementsEqual(issuer.utf8) else {
            throw TokenRefusal("the token is of another issuer")
        }
        let isForUs: Bool
        switch members["aud"] {
        case .text(let text): isForUs = text.utf8.elementsEqual(audience.utf8)
        case .list(let entries):
            let texts = entries.compactMap(\.text)
            isForUs = texts.count == entries.count && texts.contains { $0.utf8.elementsEqual(audience.utf8) }
        default: isForUs = false
        }
        guard isForUs else { throw TokenRefusal("the token is for another audience") }
    }

    /// A NumericDate (RFC 7519, section 2) as an instant, cut to a millisecond; nothing when it is not there.
    private static func instant(_ name: String, in members: [String: JSONValue]) throws(TokenRefusal) -> Timestamp? {
        guard let value = members[name] else { return nil }
        guard case .number(let text) = value, let seconds = Double(text), (0...Limits.lastInstant).contains(seconds)
        else { throw TokenRefusal("the \(name) of the token is no instant") }
        return Timestamp(milliseconds: Int64((seconds * 1_000).rounded(.down)))
    }

    private static func canonical(_ type: String) -> String {
        let type = type.lowercased()
        return type.contains("/") ? type : "application/" + type
    }
}
