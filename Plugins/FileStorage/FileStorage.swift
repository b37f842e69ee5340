import Dispatch
public import Logging
public import SessionCore
import Synchronization

/// Sessions in a folder of this machine: a log that is only appended to, and a table in memory.
///
/// Every change is one frame of the log; frames that come while one write is under way go with the next one, under one
/// sync. All records, payloads too, are in memory while the store is open. One process has a folder at a time.
public final class FileStorage: SessionStorage {
    /// What opening found: how much there was, and what was damaged.
    public let recovery: RecoveryReport
    let durability: Durability
    let logger: Logger
    let directory: StoreDirectory
    let board: Mutex<Board>
    let tail: Mutex<LogTail?>
    /// How many groups of changes were put on stable storage before they were acknowledged.
    let syncs = Atomic(0)
    private let lock: Mutex<DirectoryLock?>
    /// Where the log is written; no task waits on a thread of its own while the disk is slow.
    let writing = DispatchQueue(label: "mooring.file-storage.writing")
    /// Where the log is rewritten beside it.
    let compacting = DispatchQueue(label: "mooring.file-storage.compacting")

    /// Opens the store of a namespace, making its folder when it is not there.
    ///
    /// Damaged files are set aside in `quarantine/` and reported; they do not keep the store from opening. Throws
    /// `misconfigured` when another process has the folder, when it is not this user's own, when there is a symbolic link
    /// in it, and when a newer version wrote it.
    ///
    /// - Parameters:
    ///   - path: the folder below which each namespace has its own.
    ///   - durability: what an acknowledged write survives.
    ///   - logger: where to report; it sees no token, key or payload.
    ///   - progress: told about once a second how far the reading of a long log has come, and at its end.
    public static func open(
        path: String, namespace: Namespace = .standard, durability: Durability = .full, logger: Logger,
        progress: (@Sendable (StorageProgress) -> Void)? = nil
    ) async throws(StorageError) -> FileStorage {
        let opened: Result<FileStorage, StorageError> = await withCheckedContinuation { continuation in
            DispatchQueue(label: "mooring.file-storage.opening").async {
                continuation.resume(
                    returning: Result { () throws(StorageError) in
                        try FileStorage(
                            path: path, namespace: namespace, durability: durability, logger: logger,
                            progress: progress)
                    })
            }
        }
        let storage = try opened.get()
        // What was read is acknowledged from here on, whoever wrote it.
        storage.writing.async { storage.markEnd() }
        storage.compactIfDue()
        return storage
    }

    /// Blocks while it reads the log.
    private init(
        path: String, namespace: Namespace, durability: Durability, logger: Logger,
        progress: (@Sendable (StorageProgress) -> Void)?
    ) throws(StorageError) {
        directory = try StoreDirectory(path, namespace: namespace)
        lock = Mutex(try DirectoryLock(in: directory))
        var recovery = LogRecovery(logger: logger, progress: progress)
        do throws(SystemFailure) {
            tail = Mutex(try recovery.open(directory))
        } catch {
            throw recovery.refusal ?? error.opening(directory.path)
        }
        var board = Board(recovery.table, feed: recovery.feed, durability: durability)
        board.logBytes = recovery.logBytes
        self.board = Mutex(board)
        self.recovery = recovery.report
        self.durability = durability
        self.logger = logger
    }

    /// Gives the folder back; blocks until what was acknowledged is written. A second call does nothing.
    func finish() -> StorageError? {
        guard tail.withLock({ $0?.number }) != nil else { return nil }
        drain()
        markEnd()
        let isWritten = board.withLock { $0.isSettled }
        let failure = tail.withLock { tail -> StorageError? in
            defer { tail = nil }
            do throws(SystemFailure) {
                try tail?.synchronize()
                return isWritten ? nil : StorageError(.unknown, "the disk did not take the last writes")
            } catch {
                return StorageError(.unknown, "the last writes may not be on the disk (\(error.text))")
            }
        }
        lock.withLock { $0 = nil }
        return failure
    }
}
