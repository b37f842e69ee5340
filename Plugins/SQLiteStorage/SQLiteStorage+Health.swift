import Glibc
public import SessionCore

extension SQLiteStorage: HealthCheckable {
    public func checkHealth(at now: Timestamp) async throws(StorageError) -> StorageHealth {
        let number = Int64.random(in: 1 ... .max)
        try await writer.write { transaction throws(StoreFailure) in try transaction.setCanary(number) }
        let found = try await readers.read { connection throws(StoreFailure) in
            try connection.row(.canary) { statement throws(StoreFailure) in
                try statement.bind(1, number)
            } _: { row throws(StoreFailure) in
                row.integer(0)
            }
        }
        try await writer.write { transaction throws(StoreFailure) in try transaction.removeCanary(number) }
        guard found == ~number else {
            throw StorageError(.corrupt, "the sessions' database did not give back what was just written to it")
        }
        let logBytes = size(of: path + "-wal")
        var health = StorageHealth(facts: [
            "library": "SQLite \(Library.version)", "format": "\(Schema.version)", "durability": durability.rawValue,
            "file-bytes": "\(size(of: path))", "log-bytes": "\(logBytes)",
        ])
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
