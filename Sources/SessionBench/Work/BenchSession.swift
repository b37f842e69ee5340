import SessionCore

/// What the bench knows of a session: how it is reached, and what was last acknowledged of it.
struct BenchSession: Sendable {
    /// What its payload says it is.
    let number: UInt64
    let token: SessionToken
    let key: SessionKey
    let handle: SessionHandle
    /// The version that was last acknowledged.
    var version: UInt64

    /// The principal of the sessions that stay: some consecutive numbers share one.
    static func principal(_ group: Int) throws(BenchFailure) -> Principal {
        try principal("p\(group)")
    }

    /// A principal by a name of its own.
    static func principal(_ name: String) throws(BenchFailure) -> Principal {
        guard let principal = Principal.user(issuer: "bench", subject: name) else {
            throw BenchFailure("the bench's own principal \(name) is none")
        }
        return principal
    }
}
