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
                    + "is trusted on first use.")
        ],
        needs: [.principalIndex],
        promises: [
            "All windows that show one token share one workspace; nobody else sees it.",
            "Tokens are 256 random bits made by the server, shown once and stored as a SHA-256; with "
                + "`client-minted: accept` also those that a client made, and how random they are is its matter.",
            "The browser keeps its token in an HttpOnly, SameSite=Strict cookie; a program sends `Authorization: Bearer`.",
        ]
    ) { environment throws(IdentityError) in
        WorkspaceTokenIdentity(
            sessions: environment.sessions,
            clientMinted: environment.settings.value("client-minted").flatMap(ClientMinted.init) ?? .refuse)
    }
}
