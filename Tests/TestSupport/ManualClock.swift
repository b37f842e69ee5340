package import SessionCore
import Synchronization

/// A clock that a test turns by hand.
package final class ManualClock: SessionClock {
    private let time: Mutex<Timestamp>

    /// Starts at an instant; the standard one has no meaning but to be far from zero.
    package init(_ start: Timestamp = Timestamp(milliseconds: 1_700_000_000_000)) {
        time = Mutex(start)
    }

    package var now: Timestamp { time.withLock { $0 } }

    /// Turns the clock, back with a negative duration.
    package func advance(by duration: Duration) {
        time.withLock { $0 = $0.advanced(by: duration) }
    }
}
