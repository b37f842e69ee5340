/// What a store can do beyond the contract, as a word, so that a configuration can be checked without opening it.
public enum StorageAbility: String, Sendable, Hashable, CaseIterable {
    /// Conforms to ``PrincipalIndex``.
    case principalIndex = "principal-index"
    /// Conforms to ``Sweepable``.
    case sweepable = "sweepable"
    /// Conforms to ``Exportable``.
    case exportable
    /// Conforms to ``HealthCheckable``.
    case healthCheckable = "health-checkable"
    /// Conforms to ``ChangeFeed``.
    case changeFeed = "change-feed"
    /// Conforms to ``LeaseKeeper``.
    case leaseKeeper = "lease-keeper"
    /// Keeps records when the process ends, and conforms to ``ClosableStorage``.
    case persistent = "persistent"
}
