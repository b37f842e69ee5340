import Dispatch
public import Logging
public import SessionCore
import Synchronization

/// Sessions in a SQLite file of this machine, which several processes may use at once.
///
/// One connection writes, and takes all writes that wait at a moment into one transaction; others read beside it. What is
/// stored need not fit into memory. The file holds any number of namespaces.
public final class SQLiteStorage: SessionStorage {
    let namespace: Int64
    let durability: Durability
    let condition: Condition
    let writer: Writer
    let readers: ReaderPool
    let checkpointer: Checkpointer
    let path: String

    /// Opens the store of a namespace, making the file when it is not there and bringing an older one forward.
    ///
    /// Throws `misconfigured`, and changes nothing, for a file that is no database, another program's, or of a newer
    /// format; for a symbolic link; and for a file that is not this user's own.
    ///
    /// - Parameters:
    ///   - path: the file; `-wal` and `-shm` lie beside it.
    ///   - durability: what an acknowledged write survives.
    ///   - busyTimeout: how long a call waits for another process that has the database, at most a minute.
    ///   - mappedBytes: how much of the file is read through a mapping and not by system calls.
    ///   - logger: where to report; it sees no token, key or payload.
    public static func open(
        path: String, namespace: Namespace = .standard, durability: Durability = .full,
        busyTimeout: Duration = .seconds(5), mappedBytes: Int = 0, logger: Logger
    ) async throws(StorageError) -> SQLiteStorage {
        guard busyTimeout >= .zero, busyTimeout <= .milliseconds(Limits.busyMilliseconds), mappedBytes >= 0 else {
            throw StorageError(.misconfigured, "a call waits at most \(Limits.busyMilliseconds) ms for the database")
        }
        let opened: Result<SQLiteStorage, StorageError> = await withCheckedContinuation { continuation in
            DispatchQueue(label: "mooring.sqlite-storage.opening").async {
                continuation.resume(
                    returning: Result { () throws(StorageError) in
                        let opening = try Opening(
                            path: path, namespace: namespace, durability: durability, busyTimeout: busyTimeout,
                            mappedBytes: mappedBytes)
                        return try SQLiteStorage(opening, logger: logger)
                    })
            }
        }
        return try opened.get()
    }

    private init(_ opening: Opening, logger: Logger) throws(StorageError) {
        namespace = opening.namespace
        durability = opening.durability
        path = opening.file.path
        condition = Condition()
        do throws(StoreFailure) {
            checkpointer = Checkpointer(
                try opening.connection(isReader: false, waiting: opening.busyTimeout), condition: condition,
                logger: logger)
            writer = Writer(
                try opening.connection(isReader: false, waiting: opening.busyTimeout),
                namespace: namespace, durability: durability, busyTimeout: opening.busyTimeout, condition: condition,
                checkpointer: checkpointer, logger: logger)
        } catch {
            throw error.undone
        }
        readers = ReaderPool(
            count: Limits.readers, busyTimeout: opening.busyTimeout, condition: condition
        ) { duration throws(StoreFailure) in try opening.connection(isReader: true, waiting: duration) }
    }
}

extension SQLiteStorage: ClosableStorage {
    public func close() async throws(StorageError) {
        _ = condition.close()
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let step = writer.board.withLock { board in
                board.close {
                    self.checkpointer.close()
                    self.readers.close()
                    // The last connection of the last process copies the log into the file and removes it.
                    self.writer.connection.withLock { $0 = nil }
                    continuation.resume()
                }
            }
            writer.follow(step)
        }
    }
}
