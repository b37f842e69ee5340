/// Between what stores sessions are moved.
enum StoreKind: String, Sendable, CaseIterable {
    case file, sqlite, redis
}
