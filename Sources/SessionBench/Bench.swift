import SessionCore

/// Placeholder.
struct BenchPlaceholder {
    let namespace: Namespace
}
