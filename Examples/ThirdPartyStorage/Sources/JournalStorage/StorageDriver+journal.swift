public import SessionCore

extension StorageDriver {
    /// Keeps sessions as lines of text below the folder that the setting `path` names.
    public static let journal = StorageDriver(
        "journal",
        keys: [SettingKey("path", .path, standard: "journal", meaning: "The folder of the journals.")],
        abilities: [.principalIndex, .sweepable, .persistent],
        guarantees: [
            .full: "Each change is on the disk before it is acknowledged.",
            .normal: "Each change is with the operating system before it is acknowledged.",
        ]
    ) { environment throws(StorageError) in
        try JournalStorage(
            folder: environment.path("path"), namespace: environment.namespace, durability: environment.durability)
    }
}
