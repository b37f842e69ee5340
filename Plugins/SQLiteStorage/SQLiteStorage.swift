import SessionCore

/// Placeholder.
struct SQLiteStoragePlaceholder {
    let namespace: Namespace
}
