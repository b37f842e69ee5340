import SessionCore

/// The sessions of a principal that are all ended at once.
struct BenchGroup: Sendable {
    let owner: Principal
    let sessions: [BenchSession]
}
