public import SessionCore

extension StorageDriver {
    /// Keeps sessions in the SQLite file named by the setting `path`, which several processes may share.
    public static let sqlite = StorageDriver(
        "sqlite",
        keys: [
            SettingKey(
                "path", .path, standard: "sessions.db",
                meaning: "The file; it holds all namespaces, and several processes may use it at once."),
            SettingKey(
                "busy-timeout", .duration, standard: "5s",
                meaning: "How long a call waits while another process has the database, at most 60s; then `timeout`."),
            SettingKey(
                "mmap", .size, standard: "0",
                meaning: "How much of the file is read through a mapping: faster, and a failing disk ends the process."),
        ],
        abilities: Set(StorageAbility.allCases),
        guarantees: [
            .full: "An acknowledged write is on stable storage: it survives a loss of power.",
            .normal: "An acknowledged write is with the operating system: it survives the end of the process; a loss "
                + "of power takes the last of them and damages nothing.",
            .none: "An acknowledged write is with the operating system: it survives the end of the process; a loss "
                + "of power may damage the whole file.",
        ]
    ) { environment throws(StorageError) in
        let settings = environment.settings
        let busyTimeout =
            settings.value("busy-timeout") == nil ? .seconds(5) : settings.duration("busy-timeout")?.duration
        guard let busyTimeout else {
            throw StorageError(.misconfigured, "the setting sqlite.busy-timeout must be a duration up to 60s")
        }
        return try await SQLiteStorage.open(
            path: environment.path("path"), namespace: environment.namespace, durability: environment.durability,
            busyTimeout: busyTimeout, mappedBytes: settings.bytes("mmap") ?? 0, logger: environment.logger)
    }
}
