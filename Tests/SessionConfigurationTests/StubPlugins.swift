import SessionCore

/// Plug-ins that exist as descriptions only: reading a configuration opens none of them.
enum StubPlugins {
    /// `file` can do everything; `tape` lacks the index, offers one durability and must be told its device.
    static let storage = [
        StorageDriver(
            "file", keys: [SettingKey("path", .path, standard: "sessions", meaning: "The folder.")],
            abilities: [.principalIndex, .sweepable, .persistent],
            guarantees: [.full: "Survives power.", .normal: "Survives the process.", .none: "Nothing."], open: open),
        StorageDriver(
            "memory", abilities: [.principalIndex, .sweepable], guarantees: [.none: "Lost with the process."],
            open: open),
        StorageDriver(
            "tape",
            keys: [
                SettingKey("device", .text, standard: nil, meaning: "Where the tape is."),
                SettingKey("speed", .integer(1...9), standard: "3", meaning: "How fast it turns."),
                SettingKey("rewind", .boolean, standard: "true", meaning: "Whether it rewinds."),
                SettingKey("block", .size, standard: "64KiB", meaning: "How much is written at once."),
                SettingKey("password", .text, standard: "", meaning: "Opens the tape."),
                SettingKey("labels", .list, standard: "a, b", meaning: "What is written on it."),
            ],
            abilities: [.persistent], guarantees: [.normal: "On tape."], open: open),
    ]

    /// `workspace-token` needs the index; `socket-id` needs nothing.
    static let identity = [
        IdentityDriver(
            "socket-id", keys: [SettingKey("linger", .duration, standard: "0s", meaning: "How long it stays.")],
            promises: ["Nothing is shared."], make: make),
        IdentityDriver(
            "workspace-token",
            keys: [
                SettingKey("client-minted", .choice(["refuse", "allow"]), standard: "refuse", meaning: "Who mints.")
            ],
            needs: [.principalIndex], promises: ["Windows share.", "Tokens are random."], make: make),
    ]

    private static let open: StorageDriver.Open = { _ throws(StorageError) in
        throw StorageError(.misconfigured, "a configuration is read without opening a store")
    }

    private static let make: IdentityDriver.Make = { _ throws(IdentityError) in
        throw IdentityError(.misconfigured, "a configuration is read without making a strategy")
    }
}
