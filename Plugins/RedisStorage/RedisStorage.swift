import SessionCore

/// Placeholder.
struct RedisStoragePlaceholder {
    let namespace: Namespace
}
