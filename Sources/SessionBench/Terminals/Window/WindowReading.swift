/// How far windows have come at an instant.
struct WindowReading: Sendable {
    let instant: UInt64
    /// The output that the slowest has.
    let slowest: UInt64
    /// The output that all have, added up.
    let delivered: UInt64
}
