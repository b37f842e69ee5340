public import SessionCore

extension StorageDriver {
    /// Keeps sessions in the folder named by the setting `path`, which needs no service and no library.
    public static let file = StorageDriver(
        "file",
        keys: [
            SettingKey(
                "path", .path, standard: "sessions",
                meaning: "The folder of the log, one below it for each namespace; one process at a time has it.")
        ],
        abilities: [.principalIndex, .sweepable, .exportable, .healthCheckable, .changeFeed, .persistent],
        guarantees: [
            .full: "An acknowledged write is on stable storage: it survives a loss of power.",
            .normal: "An acknowledged write is with the operating system: it survives the end of the process, "
                + "not a loss of power.",
            .none: "An acknowledged write is in memory: what the last tenth of a second brought may be lost "
                + "with the process.",
        ]
    ) { environment throws(StorageError) in
        try await FileStorage.open(
            path: environment.path("path"), namespace: environment.namespace, durability: environment.durability,
            logger: environment.logger, progress: environment.progress)
    }
}
