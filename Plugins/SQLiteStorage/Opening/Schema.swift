import SessionCore

/// The tables of the file, version by version.
///
/// A version that was released is never edited: what changes is a further one. A file is brought forward in one
/// transaction; nothing leads back, so copy the file before a newer program opens it.
enum Schema {
    /// The mark of our files in the header of the database: `Moor`.
    static let applicationID: Int64 = 0x4d6f_6f72
    /// The version this program writes.
    static let version = Int64(steps.count)

    /// What leads from each version to the next, from the empty file on.
    static let steps = [sessions, feedsAndLeases]

    /// Version 1: sessions, payloads, epochs.
    private static let sessions = """
        CREATE TABLE namespaces(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE sessions(
            id INTEGER PRIMARY KEY, namespace INTEGER NOT NULL, key BLOB NOT NULL, handle TEXT NOT NULL,
            reason INTEGER, due INTEGER, kind TEXT, owner TEXT, version INTEGER, created INTEGER,
            authenticated INTEGER, touched INTEGER, idle INTEGER, absolute INTEGER NOT NULL,
            successor BLOB, grace INTEGER, checksum INTEGER, payload BLOB);
        CREATE INDEX sessions_by_handle ON sessions(namespace, handle);
        CREATE INDEX sessions_by_owner ON sessions(namespace, owner, handle) WHERE reason IS NULL;
        CREATE INDEX sessions_by_due ON sessions(namespace, due) WHERE due IS NOT NULL;
        CREATE TABLE payloads(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
        CREATE TABLE epochs(
            namespace INTEGER NOT NULL, owner TEXT NOT NULL, instant INTEGER NOT NULL, raised INTEGER NOT NULL,
            due INTEGER NOT NULL, PRIMARY KEY(namespace, owner)) WITHOUT ROWID;
        CREATE INDEX epochs_by_due ON epochs(namespace, due);
        CREATE INDEX epochs_raised ON epochs(namespace, raised) WHERE raised = 1;
        """

    /// Version 2: the feed, leases, and what a look at the health of the store writes.
    private static let feedsAndLeases = """
        CREATE TABLE events(
            id INTEGER PRIMARY KEY, at INTEGER NOT NULL, handle TEXT NOT NULL, kind TEXT NOT NULL, owner TEXT NOT NULL,
            change INTEGER NOT NULL);
        CREATE TABLE feeds(namespace INTEGER PRIMARY KEY, dropped INTEGER NOT NULL);
        CREATE TABLE leases(
            namespace INTEGER NOT NULL, name TEXT NOT NULL, holder TEXT NOT NULL, token INTEGER NOT NULL,
            expires INTEGER NOT NULL, PRIMARY KEY(namespace, name)) WITHOUT ROWID;
        CREATE TABLE canaries(id INTEGER PRIMARY KEY, nonce INTEGER NOT NULL);
        """

    /// Brings the file forward, all the way or not at all. Others that open it meanwhile wait.
    static func migrate(_ connection: Connection, path: String) throws(StoreFailure) {
        try connection.run(.begin)
        do {
            let found = try checkedVersion(connection, path: path)
            for step in steps.dropFirst(Int(found)) { try connection.execute(step) }
            if found < version {
                try connection.execute("PRAGMA application_id = \(applicationID)")
                try connection.execute("PRAGMA user_version = \(version)")
            }
            try connection.run(.commit)
        } catch {
            if connection.isInTransaction { try connection.run(.rollback) }
            throw error
        }
    }

    /// As ``checkedVersion(_:path:)``, when no transaction is open: another process may bring the file forward between
    /// one number and the next.
    static func firstLook(_ connection: Connection, path: String) throws(StoreFailure) -> Int64 {
        try connection.reading { () throws(StoreFailure) in try checkedVersion(connection, path: path) }
    }

    /// The version of a file that is ours, 0 for one that is empty.
    static func checkedVersion(_ connection: Connection, path: String) throws(StoreFailure) -> Int64 {
        let mark = try connection.number("PRAGMA application_id")
        let found = try connection.number("PRAGMA user_version")
        if mark == 0, found == 0, try connection.number("SELECT count(*) FROM sqlite_schema") == 0 { return 0 }
        guard mark == applicationID, found > 0 else {
            throw .refused(
                StorageError(.misconfigured, "\(path) is the database of another program; choose another path"))
        }
        guard found <= version else {
            throw .refused(
                StorageError(
                    .misconfigured,
                    "\(path) has format \(found), and this program knows formats up to \(version); run the newer one"))
        }
        return found
    }
}
