/// What a strategy can be shown beside a proof that it trusts; a case that needs it makes no sense without.
public enum IdentityEvidence: String, Sendable, CaseIterable {
    /// Something that it looks at and does not trust.
    case refused
    /// Two different proofs at once.
    case ambiguous
    /// A proof that it cannot judge, because what it asks has failed.
    case outage
    /// A proof that is a secret.
    case secret
}
