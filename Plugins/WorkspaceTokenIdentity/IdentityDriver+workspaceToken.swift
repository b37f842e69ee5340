public import SessionCore

extension IdentityDriver {
    /// Takes a workspace's token as the identity, and gives newcomers one.
    public static let workspaceToken = IdentityDriver(
        "workspace-token",
        needs: [.principalIndex],
        promises: [
            "All windows that show one token share one workspace; nobody else sees it.",
            "Tokens are 256 random bits made by the server, shown once and stored as a SHA-256.",
            "The browser keeps its token in an HttpOnly, SameSite=Strict cookie; a program sends `Authorization: Bearer`.",
        ]
    ) { environment throws(IdentityError) in
        WorkspaceTokenIdentity(sessions: environment.sessions)
    }
}
