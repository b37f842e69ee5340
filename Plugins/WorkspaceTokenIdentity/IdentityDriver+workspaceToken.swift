public import SessionCore

extension IdentityDriver {
    /// Takes a workspace's token as the identity, and gives newcomers one.
    public static let workspaceToken = IdentityDriver(
        "workspace-token",
        keys: [
            SettingKey(
                "client-minted", .choice(ClientMinted.allCases.map(\.rawValue)), standard: "refuse",
                meaning:
                    "Whether a token of 64 or more hexadecimal digits that a client made, shown in `auth` or as a bearer, "
                    + "is trusted on first use."),
            SettingKey(
                "rotate-grace", .duration, standard: "30s",
                meaning:
                    "How long a token that was replaced still reads, at most 10m; shown after that, it ends the workspace."
            ),
        ],
        needs: [.principalIndex],
        promises: [
            "All windows that show one token share one workspace; nobody else sees it.",
            "Tokens are 256 random bits made by the server, shown once and stored as a SHA-256; with "
                + "`client-minted: accept` also those that a client made, and how random they are is its matter.",
            "A replaced token reads for `rotate-grace`; whoever shows it after that ends the workspace for all.",
            "The browser keeps its token in an HttpOnly, SameSite=Strict cookie; a program sends `Authorization: Bearer`.",
        ]
    ) { environment throws(IdentityError) in
        let setting = environment.settings.duration("rotate-grace")
        // A setting that is there and has no duration says never.
        guard let grace = setting == nil ? .seconds(30) : setting?.duration, grace <= Limits.rotateGrace else {
            throw IdentityError(.misconfigured, "identity.workspace-token.rotate-grace is at most 10m")
        }
        return WorkspaceTokenIdentity(
            sessions: environment.sessions, rotateGrace: grace,
            clientMinted: environment.settings.value("client-minted").flatMap(ClientMinted.init) ?? .refuse)
    }
}
