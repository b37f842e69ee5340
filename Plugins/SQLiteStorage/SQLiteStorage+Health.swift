import Glibc
public import SessionCore
import Synchronization

extension SQLiteStorage: HealthCheckable {
    public func checkHealth(at now: Timestamp) async throws(StorageError) -> StorageHealth {
        try await checkCanary(Canary(at: now))
        let logBytes = size(of: path + "-wal")
        var health = StorageHealth(facts: [
            "library": "SQLite \(Library.version)", "format": "\(Schema.version)", "durability": durability.rawValue,
            "file-bytes": "\(size(of: path))", "log-bytes": "\(logBytes)",
        ])
        // At full every commit waits for the log; those of checkpoints are not counted, here or by the library.
        if durability == .full { health.facts["syncs"] = "\(writer.commits.load(ordering: .relaxed))" }
        if logBytes > 4 * Limits.logBytes {
            health.warnings.append(
                "The write-ahead log is over \(4 * Limits.logBytes) bytes: another process reads and does not finish; "
                    + "find it and end it.")
        }
        if durability == .none {
            health.warnings.append(
                "At durability none a loss of power may damage the whole file; choose normal or full to keep sessions.")
        }
        return health
    }

    /// Writes a row and reads it again. It is taken away whatever the reading says; what is left where that fails, or where
    /// the process ends meanwhile, is taken away by a later look.
    private func checkCanary(_ canary: Canary) async throws(StorageError) {
        try await writer.write { transaction throws(StoreFailure) in
            try transaction.removeCanaries(outside: canary.neighbours)
            try transaction.setCanary(canary.number)
        }
        let found: Result<Int64?, StorageError>
        do throws(StorageError) {
            found = .success(
                try await readers.read { connection throws(StoreFailure) in
                    try connection.row(.canary) { statement throws(StoreFailure) in
                        try statement.bind(1, canary.number)
                    } _: { row throws(StoreFailure) in
                        row.integer(0)
                    }
                })
        } catch {
            found = .failure(error)
        }
        let removed: Result<Void, StorageError>
        do throws(StorageError) {
            removed = .success(
                try await writer.write { transaction throws(StoreFailure) in
                    try transaction.removeCanary(canary.number)
                })
        } catch {
            removed = .failure(error)
        }
        guard try found.get() == ~canary.number else {
            throw StorageError(.corrupt, "the sessions' database did not give back what was just written to it")
        }
        try removed.get()
    }

    private func size(of path: String) -> Int {
        var status = stat()
        return lstat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}

extension Transaction {
    /// Writes a row of no meaning.
    func setCanary(_ number: Int64) throws(StoreFailure) {
        try connection.run(.setCanary) { row throws(StoreFailure) in
            try row.bind(1, number)
            try row.bind(2, ~number)
        }
    }

    /// Takes away what looks that never ended have left.
    func removeCanaries(outside neighbours: ClosedRange<Int64>) throws(StoreFailure) {
        try connection.run(.removeOtherCanaries) { statement throws(StoreFailure) in
            try statement.bind(1, neighbours.lowerBound)
            try statement.bind(2, neighbours.upperBound)
        }
    }

    /// Changes nothing, in a way that the log has to keep.
    func writeNothing() throws(StoreFailure) {
        try setCanary(0)
        try removeCanary(0)
    }

    /// Takes it away again.
    func removeCanary(_ number: Int64) throws(StoreFailure) {
        try connection.run(.removeCanary) { row throws(StoreFailure) in
            try row.bind(1, number)
        }
    }
}
