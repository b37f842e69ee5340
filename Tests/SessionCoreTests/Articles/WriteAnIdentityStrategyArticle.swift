import SessionCore

// What the article "Write an identity strategy" shows, compiled and held to the promises.

/// Whoever shows a key of the list is the user it was given to.
struct APIKeyIdentity: IdentityStrategy {
    let name = "api-key"
    /// By the hash of each key, so that the list is worth nothing to a thief.
    let users: [SessionKey: Principal]

    func identify(_ credentials: Credentials, at now: Timestamp) async throws(IdentityError) -> Identity? {
        let shown = Set(credentials.values(ofHeader: "x-api-key"))
        guard let text = shown.first else { return nil }
        guard shown.count == 1 else { throw IdentityError(.ambiguous, "two different API keys were shown") }
        guard let token = SessionToken(text), let user = users[token.key] else {
            throw IdentityError(.refused, "an API key that is not in the list")
        }
        return Identity(principal: user, ceiling: .editor)
    }
}

extension IdentityDriver {
    /// Takes the holder of an API key as the user whom the settings name.
    static let apiKey = IdentityDriver(
        "api-key",
        keys: [
            SettingKey("hash", .text, standard: nil, meaning: "The SHA-256 of the key, in hexadecimal digits."),
            SettingKey("user", .text, standard: nil, meaning: "Whose key it is, as scheme:name."),
        ],
        promises: ["Whoever holds the key is the user; the server knows only its hash."]
    ) { environment throws(IdentityError) in
        guard let key = environment.settings.value("hash").flatMap({ SessionKey(hexadecimal: $0) }) else {
            throw IdentityError(.misconfigured, "api-key.hash is no SHA-256 in hexadecimal digits")
        }
        guard let user = environment.settings.value("user").flatMap({ Principal($0) }) else {
            throw IdentityError(.misconfigured, "api-key.user is no principal such as user:example|ada")
        }
        return APIKeyIdentity(users: [key: user])
    }
}
