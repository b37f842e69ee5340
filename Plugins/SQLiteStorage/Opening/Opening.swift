import CSQLite
import Glibc
import SessionCore
import Synchronization

/// The way to a database that is ready: its file checked, its tables brought forward, its namespace numbered.
struct Opening: Sendable {
    let file: DatabaseFile
    let durability: Durability
    let busyTimeout: Duration
    let mappedBytes: Int
    let namespace: Int64

    /// Checks and prepares the file. It blocks.
    init(
        path: String, namespace: Namespace, durability: Durability, busyTimeout: Duration, mappedBytes: Int
    ) throws(StorageError) {
        self.durability = durability
        self.busyTimeout = busyTimeout
        self.mappedBytes = mappedBytes
        let opened: Result<(DatabaseFile, Int64), StorageError> = DatabaseFile.opening.withLock { _ in
            Result { () throws(StorageError) in
                let file = try DatabaseFile(path)
                return (file, try Opening.prepare(file, namespace, durability, busyTimeout))
            }
        }
        (file, self.namespace) = try opened.get()
    }

    /// Opens one more connection.
    func connection(isReader: Bool, waiting duration: Duration) throws(StoreFailure) -> Connection {
        let connection = try Connection(path: file.path)
        connection.wait(milliseconds: Int(duration / .milliseconds(1)))
        try connection.execute(
            """
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA journal_size_limit = \(Limits.logBytes);
            PRAGMA synchronous = \(durability.synchronous);
            PRAGMA cache_size = -\(isReader ? Limits.readerCacheKiB : Limits.writerCacheKiB);
            PRAGMA mmap_size = \(mappedBytes);
            PRAGMA temp_store = MEMORY;
            PRAGMA query_only = \(isReader ? 1 : 0);
            """)
        if !isReader { connection.watchLog() }
        return connection
    }

    private static func prepare(
        _ file: DatabaseFile, _ namespace: Namespace, _ durability: Durability, _ busyTimeout: Duration
    ) throws(StorageError) -> Int64 {
        do throws(StoreFailure) {
            let connection = try Connection(path: file.path)
            connection.wait(milliseconds: Int(busyTimeout / .milliseconds(1)))
            _ = try Schema.firstLook(connection, path: file.path)
            guard !connection.isReadOnly else {
                throw .refused(StorageError(.misconfigured, "\(file.path) cannot be written; see its rights"))
            }
            do throws(StorageError) { try file.secure() } catch { throw .refused(error) }
            try connection.execute("PRAGMA synchronous = \(durability.synchronous)")
            try useLog(connection, path: file.path, until: .now + busyTimeout)
            try Schema.migrate(connection, path: file.path)
            try connection.prepareAll()
            let number = try intern(namespace, over: connection)
            do throws(StorageError) { try file.secure() } catch { throw .refused(error) }
            return number
        } catch {
            throw refusal(error, file.path)
        }
    }

    /// What is no database at all is left as it is: whoever named it meant something else.
    private static func refusal(_ failure: StoreFailure, _ path: String) -> StorageError {
        switch failure {
        case .library(SQLITE_NOTADB, _, _):
            StorageError(.misconfigured, "\(path) is no SQLite database; nothing was changed, choose another path")
        case .library(let code, let text, let system)
        where code & 0xff == SQLITE_CANTOPEN && [EACCES, EPERM, ELOOP, EISDIR, EROFS].contains(system):
            StorageError(.misconfigured, "\(path) cannot be opened for sessions (\(text))")
        default: failure.undone
        }
    }

    /// Switches to the write-ahead log. The library does not wait here for others that open the file just now.
    private static func useLog(
        _ connection: Connection, path: String, until deadline: ContinuousClock.Instant
    ) throws(StoreFailure) {
        while true {
            do throws(StoreFailure) {
                return try connection.execute("PRAGMA journal_mode = WAL")
            } catch {
                guard error.isBusy, ContinuousClock.now < deadline else { throw error }
                usleep(1_000)
            }
        }
    }

    private static func intern(_ namespace: Namespace, over connection: Connection) throws(StoreFailure) -> Int64 {
        let find = "SELECT id FROM namespaces WHERE name = '\(namespace.text)'"
        let known = try connection.number(find)
        if known > 0 { return known }
        // A name is letters, digits, '-' and '_': nothing to quote.
        try connection.execute("INSERT OR IGNORE INTO namespaces(name) VALUES('\(namespace.text)')")
        let number = try connection.number(find)
        guard (1...Limits.namespaces).contains(number) else {
            throw .refused(StorageError(.full, "the file has \(Limits.namespaces) namespaces, and that is the most"))
        }
        return number
    }
}

extension Durability {
    /// What SQLite calls it.
    var synchronous: String {
        switch self {
        case .full: "FULL"
        case .normal: "NORMAL"
        case .none: "OFF"
        }
    }
}
