/// Where the time comes from.
///
/// Nothing in `SessionCore` reads a clock of its own: a server passes in the system's, a test one that it turns by hand.
public protocol SessionClock: Sendable {
    /// The present instant. It may step back when an operator corrects the machine's clock.
    var now: Timestamp { get }
}
