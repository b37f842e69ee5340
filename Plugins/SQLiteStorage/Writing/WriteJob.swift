import SessionCore

/// A write that waits for the writer, with whoever waits for it.
struct WriteJob: Sendable {
    /// Until when it may wait for another process.
    let deadline: ContinuousClock.Instant
    /// The bytes of payload it brings.
    let bytes: Int
    /// Does the verb, and answers how to tell the caller once it is durable. It may be done again after it was undone.
    let perform: @Sendable (Transaction) throws(StoreFailure) -> @Sendable () -> Void
    /// Tells the caller that nothing came of it.
    let refuse: @Sendable (StorageError) -> Void
}
