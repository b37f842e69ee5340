public import SessionCore

extension IdentityDriver {
    /// Takes the connection itself as the identity.
    public static let socketID = IdentityDriver(
        "socket-id",
        keys: [
            SettingKey(
                "linger", .duration, standard: "0s",
                meaning: "How long what a closed connection had is still listed before it ends.")
        ],
        promises: [
            "Every connection is a principal of its own; nothing is shared between windows or reloads.",
            "What a connection had ends with it, after `linger`.",
        ]
    ) { _ throws(IdentityError) in
        SocketIdentity()
    }
}
