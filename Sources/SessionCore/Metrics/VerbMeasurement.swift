/// What one verb of a store has answered so far, and how fast.
public struct VerbMeasurement: Sendable, Hashable {
    /// The verb.
    public let verb: StorageVerb
    /// How often each outcome was answered; every one of ``StorageVerb/outcomes`` is here.
    public let outcomes: [String: UInt64]
    /// How often each error was thrown, by the word of its code; every code is here.
    public let errors: [String: UInt64]
    /// How many calls took no longer than each of ``StorageMetrics/bounds``, and longer than the one before; last, longer
    /// than all.
    public let buckets: [UInt64]
    /// How long all calls took together.
    public let total: Duration
}
