import CSQLite

/// A prepared statement while it is used: values go in, rows come out, and no pointer of the library leaves.
struct Statement {
    let pointer: OpaquePointer
    private let database: OpaquePointer

    init(_ pointer: OpaquePointer, of database: OpaquePointer) {
        self.pointer = pointer
        self.database = database
    }

    // MARK: Values

    func bind(_ place: Int32, _ value: Int64?) throws(StoreFailure) {
        guard let value else { return try check(sqlite3_bind_null(pointer, place)) }
        try check(sqlite3_bind_int64(pointer, place, value))
    }

    func bind(_ place: Int32, _ text: String?) throws(StoreFailure) {
        guard var text else { return try check(sqlite3_bind_null(pointer, place)) }
        try check(
            text.withUTF8 { buffer in
                buffer.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(pointer, place, $0.baseAddress, Int32($0.count), mooring_sqlite_transient())
                }
            })
    }

    func bind(_ place: Int32, _ bytes: [UInt8]?) throws(StoreFailure) {
        guard let bytes else { return try check(sqlite3_bind_null(pointer, place)) }
        try check(bytes.withUnsafeBytes { bind(place, $0) })
    }

    /// No byte is still a value: a null pointer would be none.
    func bind(_ place: Int32, _ buffer: UnsafeRawBufferPointer) -> Int32 {
        guard !buffer.isEmpty else { return sqlite3_bind_zeroblob(pointer, place, 0) }
        return sqlite3_bind_blob(
            pointer, place, buffer.baseAddress, Int32(truncatingIfNeeded: buffer.count), mooring_sqlite_transient())
    }

    // MARK: Rows

    /// Goes to the next row; false at the end.
    func step() throws(StoreFailure) -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw StoreFailure(of: database)
        }
    }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(pointer, column) == SQLITE_NULL
    }

    func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(pointer, column)
    }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(pointer, column) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bytes(_ column: Int32) -> [UInt8] {
        withBytes(column) { Array($0) }
    }

    func withBytes<Answer>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> Answer) -> Answer {
        let start = sqlite3_column_blob(pointer, column)
        return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
    }

    func check(_ code: Int32) throws(StoreFailure) {
        guard code == SQLITE_OK else { throw StoreFailure(of: database) }
    }
}

extension StoreFailure {
    /// What has just failed on a connection.
    init(of database: OpaquePointer) {
        let text = sqlite3_errmsg(database).map { String(cString: $0) } ?? "no words"
        self = .library(
            code: sqlite3_extended_errcode(database), text: text, system: sqlite3_system_errno(database))
    }
}
