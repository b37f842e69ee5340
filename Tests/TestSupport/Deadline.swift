package import NIOCore

/// The latest instant at which a test still waits for something.
package struct Deadline: Sendable {
    package let instant: ContinuousClock.Instant

    /// So long from now.
    package static func after(_ duration: Duration) -> Deadline {
        Deadline(instant: .now + duration)
    }

    /// Long enough for anything a healthy machine does in a test.
    package static var usual: Deadline { .after(.seconds(20)) }

    package var hasPassed: Bool { instant <= .now }

    /// What is left, at least nothing.
    package var remaining: Duration { max(.zero, instant - .now) }

    /// The same for an event loop.
    package var amount: TimeAmount { TimeAmount(remaining) }
}
