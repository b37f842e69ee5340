/// The strategies of a configuration, in its order, as one.
///
/// Every strategy is asked. Two that name different principals are refused as ambiguous, never "first wins"; a strategy
/// that refuses ends the matter. `socket-id` proves only that there is a connection, so it counts where nothing else does.
public struct IdentityChain: IdentityStrategy {
    public let name = "chain"
    private let strategies: [any IdentityStrategy]

    /// Chains strategies in the order of a configuration.
    public init(_ strategies: [any IdentityStrategy]) {
        self.strategies = strategies
    }

    public func identify(_ credentials: Credentials, at now: Timestamp) async throws(IdentityError) -> Identity? {
        var found: Identity?
        for strategy in strategies {
            guard let identity = try await strategy.identify(credentials, at: now), identity.expires > now else {
                continue
            }
            guard let present = found, !present.isOfSocketOnly else {
                found = identity
                continue
            }
            guard !identity.isOfSocketOnly else { continue }
            guard present.principal == identity.principal else {
                throw IdentityError(.ambiguous, "two strategies name different principals")
            }
            found = present.narrowed(by: identity)
        }
        return found
    }

    /// The strategies whose secrets can be replaced.
    public var rotators: [any IdentityRotator] {
        strategies.compactMap { $0 as? any IdentityRotator }
    }

    /// The first strategy that can give a newcomer a credential, or nothing.
    public var issuer: (any IdentityIssuer)? {
        strategies.lazy.compactMap { $0 as? any IdentityIssuer }.first
    }
}

extension Identity {
    fileprivate var isOfSocketOnly: Bool {
        principal.scheme == "socket"
    }

    /// Two proofs of one principal together: the lower ceiling and the earlier end.
    fileprivate func narrowed(by other: Identity) -> Identity {
        Identity(
            principal: principal,
            ceiling: min(ceiling, other.ceiling),
            session: session ?? other.session,
            expires: min(expires, other.expires))
    }
}
