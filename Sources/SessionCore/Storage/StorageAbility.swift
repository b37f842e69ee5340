/// What a store can do beyond the contract, as a word, so that a configuration can be checked without opening it.
public enum StorageAbility: String, Sendable, Hashable, CaseIterable {
    /// Conforms to ``PrincipalIndex``.
    case principalIndex = "principal-index"
    /// Conforms to ``Sweepable``.
    case sweepable = "sweepable"
    /// Keeps records when the process ends.
    case persistent = "persistent"
}
