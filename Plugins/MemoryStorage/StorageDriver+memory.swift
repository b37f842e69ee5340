public import SessionCore

extension StorageDriver {
    /// Keeps sessions in the memory of the process.
    public static let memory = StorageDriver(
        "memory",
        abilities: [.principalIndex, .sweepable, .exportable, .healthCheckable],
        guarantees: [.none: "Everything is lost when the process ends."]
    ) { _ throws(StorageError) in
        MemoryStorage()
    }
}
