import CSQLite

/// The library itself.
enum Library {
    /// Its version, as it says it.
    static var version: String { String(cString: sqlite3_libversion()) }
}
