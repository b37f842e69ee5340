import CSQLite
import SessionCore

/// One connection to the database, with its statements prepared once.
// Reason: a connection is used by one thread at a time, whoever has the lock or the queue it lies behind; nothing here
// enforces that, and the library was told not to either, because two locks for one use cost a tenth of a read.
final class Connection: @unchecked Sendable {
    private let database: OpaquePointer
    private var statements: [OpaquePointer?]
    private let pages: UnsafeMutablePointer<Int32>

    /// Opens a file that is there. It blocks.
    init(path: String) throws(StoreFailure) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_PRIVATECACHE
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard let opened else { throw .library(code: code, text: "no memory for a connection", system: 0) }
        guard code == SQLITE_OK else {
            let failure = StoreFailure(of: opened)
            sqlite3_close_v2(opened)
            throw failure
        }
        database = opened
        statements = Array(repeating: nil, count: Query.allCases.count)
        pages = .allocate(capacity: 1)
        pages.initialize(to: 0)
        sqlite3_extended_result_codes(opened, 1)
    }

    deinit {
        for statement in statements { sqlite3_finalize(statement) }
        sqlite3_close_v2(database)
        pages.deallocate()
    }

    /// Begins to count the pages of the write-ahead log. Setting `wal_autocheckpoint` later would end that.
    func watchLog() {
        sqlite3_wal_hook(
            database,
            { context, _, _, pages in
                context?.assumingMemoryBound(to: Int32.self).pointee = pages
                return SQLITE_OK
            }, pages)
    }

    /// How many pages were in the write-ahead log after the last transaction of this connection.
    var logPages: Int { Int(pages.pointee) }

    /// Whether the file could be opened for reading only.
    var isReadOnly: Bool { sqlite3_db_readonly(database, "main") != 0 }

    /// Whether a transaction is open: some failures end it by themselves.
    var isInTransaction: Bool { sqlite3_get_autocommit(database) == 0 }

    /// How many rows were changed so far, also those whose change was undone. It may begin anew below zero.
    var changes: Int32 { sqlite3_total_changes(database) }

    /// How long a statement waits for what another connection has.
    func wait(milliseconds: Int) {
        sqlite3_busy_timeout(database, Int32(clamping: milliseconds))
    }

    /// Runs statements that need no values and give no rows.
    func execute(_ sql: String) throws(StoreFailure) {
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw StoreFailure(of: database) }
    }

    /// Copies the write-ahead log into the file as far as readers allow.
    ///
    /// - Parameter mode: one of `SQLITE_CHECKPOINT_…`.
    func checkpoint(_ mode: Int32 = SQLITE_CHECKPOINT_PASSIVE) throws(StoreFailure) {
        let code = sqlite3_wal_checkpoint_v2(database, "main", mode, nil, nil)
        guard code == SQLITE_OK || code & 0xff == SQLITE_BUSY else { throw StoreFailure(of: database) }
    }

    // MARK: Prepared statements

    /// Runs a statement and hands its rows over until the body has enough.
    func rows(
        _ query: Query, _ bind: (Statement) throws(StoreFailure) -> Void,
        _ body: (Statement) throws(StoreFailure) -> Bool
    ) throws(StoreFailure) {
        let statement = try prepared(query)
        defer { sqlite3_reset(statement.pointer) }
        try bind(statement)
        while try statement.step() {
            guard try body(statement) else { return }
        }
    }

    /// Runs a statement and reads its first row; nothing when there is none.
    func row<Answer>(
        _ query: Query, _ bind: (Statement) throws(StoreFailure) -> Void,
        _ body: (Statement) throws(StoreFailure) -> Answer
    ) throws(StoreFailure) -> Answer? {
        let statement = try prepared(query)
        defer { sqlite3_reset(statement.pointer) }
        try bind(statement)
        return try statement.step() ? try body(statement) : nil
    }

    /// Runs a statement that changes something.
    func run(
        _ query: Query, _ bind: (Statement) throws(StoreFailure) -> Void = { _ in }
    ) throws(StoreFailure) {
        try rows(query, bind) { _ in true }
    }

    /// The number that a statement without values answers.
    func number(_ sql: String) throws(StoreFailure) -> Int64 {
        let statement = try prepare(sql, flags: 0)
        defer { sqlite3_finalize(statement.pointer) }
        return try statement.step() ? statement.integer(0) : 0
    }

    /// Prepares every statement, which shows whether the tables are as they have to be.
    func prepareAll() throws(StoreFailure) {
        for query in Query.allCases { _ = try prepared(query) }
    }

    private func prepared(_ query: Query) throws(StoreFailure) -> Statement {
        if let pointer = statements[query.rawValue] { return Statement(pointer, of: database) }
        let statement = try prepare(query.sql, flags: UInt32(SQLITE_PREPARE_PERSISTENT))
        statements[query.rawValue] = statement.pointer
        return statement
    }

    private func prepare(_ sql: String, flags: UInt32) throws(StoreFailure) -> Statement {
        var prepared: OpaquePointer?
        guard sqlite3_prepare_v3(database, sql, -1, flags, &prepared, nil) == SQLITE_OK, let prepared else {
            throw StoreFailure(of: database)
        }
        return Statement(prepared, of: database)
    }
}
