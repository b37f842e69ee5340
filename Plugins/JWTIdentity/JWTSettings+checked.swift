import SessionCore

extension JWTSettings {
    /// The rules and the algorithms of these settings; throws `misconfigured`, naming the setting.
    func checked() throws(IdentityError) -> (rules: TokenRules, algorithms: Set<SigningAlgorithm>) {
        func require(_ isRight: Bool, _ what: String) throws(IdentityError) {
            guard isRight else { throw IdentityError(.misconfigured, "user-jwt." + what) }
        }
        try require(
            Principal.user(issuer: issuer, subject: "subject") != nil,
            "issuer is empty, too long, or has a | in it; it is the iss of the tokens to trust")
        try require(!audience.isEmpty, "audience is empty; it is the aud of the tokens that are meant for this server")
        try require(!type.isEmpty, "type is empty; it is the typ of the tokens, JWT for most")
        try require(
            leeway >= .zero && leeway <= Limits.leeway,
            "leeway is more than \(Limits.leeway.components.seconds)s; mend the clocks instead")
        try require(maximumLifetime > .zero, "maximum-lifetime is 0, and no token would be taken")
        let longest = SessionCore.Limits.tombstoneRetention - leeway - leeway
        try require(
            maximumLifetime <= longest,
            "maximum-lifetime is more than \(longest.components.seconds)s, which is 30 days without twice the leeway: a "
                + "token would outlive the memory that all of its user was revoked")
        if let cookie {
            let isToken = cookie.utf8.allSatisfy {
                (0x21...0x7e).contains($0) && !"()<>@,;:\\\"/[]?={}".utf8.contains($0)
            }
            try require(isToken && !cookie.isEmpty, "cookie is no name of a cookie")
        }
        var allowed: Set<SigningAlgorithm> = []
        for name in algorithms {
            guard let algorithm = SigningAlgorithm(rawValue: name) else {
                let all = SigningAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
                throw IdentityError(.misconfigured, "user-jwt.algorithms: \"\(name)\" is none of \(all)")
            }
            allowed.insert(algorithm)
        }
        let rules = TokenRules(
            issuer: issuer, audience: audience, type: type, leeway: leeway, maximumLifetime: maximumLifetime)
        return (rules, allowed.isEmpty ? Set(SigningAlgorithm.allCases) : allowed)
    }
}
