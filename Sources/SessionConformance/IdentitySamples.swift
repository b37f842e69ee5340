public import SessionCore

/// A strategy to be judged, and what its author knows of it: what it trusts, what not, and what is none of its business.
///
/// Everything is judged at ``now``. What a strategy has no case of, such as two proofs at once where there can be only
/// one, stays empty, and ``IdentityConformance/cases(for:)`` leaves out the cases that need it.
public struct IdentitySamples: Sendable {
    /// A strategy whose store, key server or whatever it asks fails, and a proof that it therefore cannot judge.
    public struct Outage: Sendable {
        /// The strategy.
        public var strategy: any IdentityStrategy
        /// What is shown to it.
        public var shown: Credentials

        /// Describes an outage.
        public init(_ strategy: any IdentityStrategy, shown: Credentials) {
            self.strategy = strategy
            self.shown = shown
        }
    }

    /// The strategy as it works.
    public var strategy: any IdentityStrategy
    /// The instant at which everything is judged.
    public var now: Timestamp
    /// Proofs of one principal, in every way in which the strategy takes them. At least one.
    public var trusted: [Credentials]
    /// A proof of another principal.
    public var another: Credentials
    /// What other strategies look at and this one does not: foreign cookies, headers, schemes, senders.
    public var foreign: [Credentials]
    /// What this strategy looks at and does not trust: unknown, expired, forged, malformed.
    public var refused: [Credentials]
    /// Proofs of two principals at once.
    public var ambiguous: [Credentials]
    /// What cannot be judged now.
    public var outages: [Outage]
    /// Every text in all these that lets its holder in, to be looked for where it must not be.
    public var secrets: [String]
    /// What the strategy has logged so far, at every level.
    public var log: @Sendable () -> String

    /// Describes a strategy.
    public init(
        of strategy: any IdentityStrategy, at now: Timestamp, trusted: [Credentials], another: Credentials,
        foreign: [Credentials] = [], refused: [Credentials] = [], ambiguous: [Credentials] = [],
        outages: [Outage] = [], secrets: [String] = [], log: @escaping @Sendable () -> String = { "" }
    ) {
        self.strategy = strategy
        self.now = now
        self.trusted = trusted
        self.another = another
        self.foreign = foreign
        self.refused = refused
        self.ambiguous = ambiguous
        self.outages = outages
        self.secrets = secrets
        self.log = log
    }
}
