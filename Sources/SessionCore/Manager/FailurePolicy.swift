/// What a manager does for whoever only reads while its store is down.
///
/// Whatever changes something fails in any case, and so does a read that did not ask for ``SessionManager/readingStale(_:)``.
public enum FailurePolicy: Sendable, Hashable {
    /// Every read fails as the store does.
    case failClosed
    /// A read that asked for it is answered from what was read within this span, ``Limits/staleness`` at the most.
    case readOnlyStale(max: Duration)
}
