import SessionCore

/// What a verified token says.
struct TokenClaims: Sendable, Hashable {
    let principal: Principal
    let issuedAt: Timestamp
    /// The first instant at which it no longer counts, the leeway included.
    let expires: Timestamp
}
