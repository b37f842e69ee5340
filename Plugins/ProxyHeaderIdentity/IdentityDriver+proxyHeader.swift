public import SessionCore

extension IdentityDriver {
    /// Takes the user whom a trusted proxy names in a header.
    public static let proxyHeader = IdentityDriver(
        "proxy-header",
        keys: [
            SettingKey(
                "trusted", .list, standard: nil,
                meaning:
                    "The addresses of the proxies, as 127.0.0.1 or 10.1.0.0/16; the header counts from nowhere else."),
            SettingKey("user", .text, standard: "X-Remote-User", meaning: "The header with the user's name."),
            SettingKey(
                "roles", .text, standard: "",
                meaning:
                    "The header with viewer, editor or owner, which the proxy must replace too; empty: everybody owns "
                    + "theirs."),
            SettingKey(
                "issuer", .text, standard: "proxy",
                meaning: "What stands before the name in the principal: the same name from elsewhere is somebody else."),
        ],
        needs: [.principalIndex],
        promises: [
            "You are whom the proxy names; all your windows share your workspaces, and nobody else's do.",
            "The header counts only on connections from the trusted addresses; from elsewhere it is ignored.",
            "A header that comes twice or names several users is refused.",
        ]
    ) { environment throws(IdentityError) in
        let settings = environment.settings
        let roles = settings.value("roles") ?? ""
        return try ProxyHeaderIdentity(
            trusted: settings.list("trusted"), userHeader: settings.value("user") ?? "X-Remote-User",
            rolesHeader: roles.isEmpty ? nil : roles, issuer: settings.value("issuer") ?? "proxy",
            logger: environment.logger)
    }
}
