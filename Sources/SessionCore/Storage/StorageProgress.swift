/// How far a store has come with something long, such as reading all it holds at its start.
public struct StorageProgress: Sendable, Hashable {
    /// How much is done, in the unit of ``total``.
    public var done: Int
    /// How much there is, in a unit of the store's own, such as bytes.
    public var total: Int
    /// How long the rest will take if it goes on like this, or nothing when that cannot be told.
    public var remaining: Duration?

    /// Describes how far something has come.
    public init(done: Int, total: Int, remaining: Duration? = nil) {
        self.done = done
        self.total = total
        self.remaining = remaining
    }

    /// The part that is done, from 0 to 1.
    public var share: Double {
        total > 0 ? min(1, max(0, Double(done) / Double(total))) : 1
    }
}
