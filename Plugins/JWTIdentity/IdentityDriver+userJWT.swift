public import SessionCore

extension IdentityDriver {
    /// Takes the user of a signed token.
    public static let userJWT = IdentityDriver(
        "user-jwt",
        keys: [
            SettingKey("issuer", .text, standard: nil, meaning: "The iss of the tokens to trust, exactly."),
            SettingKey("audience", .text, standard: nil, meaning: "The aud of tokens that are meant for this server."),
            SettingKey(
                "keys", .path, standard: "jwks.json",
                meaning: "A file with the public keys: JWK Set, JWK or PEM; it is watched."),
            SettingKey(
                "algorithms", .list, standard: "",
                meaning: "Those taken of HS256, RS256, PS256, ES256, ES384, EdDSA; empty: those of the keys."),
            SettingKey(
                "leeway", .duration, standard: "30s", meaning: "By how much the clocks may differ; at most 10m."),
            SettingKey(
                "maximum-lifetime", .duration, standard: "24h",
                meaning: "The longest time from iat to exp; at most 30 days, without twice the leeway."),
            SettingKey(
                "type", .text, standard: "JWT", meaning: "The typ of the tokens; JWT also takes those without."),
            SettingKey("cookie", .text, standard: "", meaning: "A cookie that carries a token; empty: none does."),
        ],
        needs: [.principalIndex],
        promises: [
            "You are the issuer and the subject of your token; all your windows share your workspaces.",
            "A token is verified with the key it names and the algorithm of that key; nothing else in it is believed.",
            "When the token expires, windows that rest on it are closed; keys change without a restart.",
        ]
    ) { environment throws(IdentityError) in
        let settings = environment.settings
        var rules = JWTSettings(issuer: settings.value("issuer") ?? "", audience: settings.value("audience") ?? "")
        rules.algorithms = settings.list("algorithms")
        rules.type = settings.value("type") ?? rules.type
        rules.cookie = settings.value("cookie").flatMap { $0.isEmpty ? nil : $0 }
        if let lifetime = settings.duration("maximum-lifetime") {
            guard let duration = lifetime.duration else {
                throw IdentityError(
                    .misconfigured,
                    "user-jwt.maximum-lifetime is never: a token would outlive the memory that all of its user was "
                        + "revoked; give at most 30 days without twice the leeway")
            }
            rules.maximumLifetime = duration
        }
        if let leeway = settings.duration("leeway") {
            guard let duration = leeway.duration else {
                throw IdentityError(.misconfigured, "user-jwt.leeway is never, and no token would ever expire")
            }
            rules.leeway = duration
        }
        let path = settings.value("keys") ?? "jwks.json"
        return try await JWTIdentity(
            rules, keys: path.hasPrefix("/") ? path : environment.dataDirectory + "/" + path,
            sessions: environment.sessions, logger: environment.logger)
    }
}
