import NIOCore
import SessionCore

/// Whether a client tries at all: open after failures in a row with no connection standing, closed by the first success.
///
/// While it is open calls are refused at once, and one connection at a time probes the server. It also counts attempts,
/// so that a client never makes more than so many in a second. A value: the instants come in.
struct RedisBreaker {
    /// What a connection that wants to connect may do.
    enum Permission: Hashable {
        case go
        case wait(until: NIODeadline)
    }

    private var failures = 0
    private var isProbing = false
    private var standing = 0
    private var windowStart = NIODeadline.uptimeNanoseconds(0)
    private var windowAttempts = 0
    /// Why calls are refused, while they are.
    private(set) var refusal: StorageError?

    var isOpen: Bool { refusal != nil }

    /// Asks to connect. After `.go` comes ``succeeded()`` or ``failed(_:)``.
    mutating func requestAttempt(at now: NIODeadline) -> Permission {
        if isOpen, isProbing { return .wait(until: now + Limits.probePause) }
        if windowStart + .seconds(1) <= now {
            windowStart = now
            windowAttempts = 0
        }
        guard windowAttempts < Limits.attemptsPerSecond else { return .wait(until: windowStart + .seconds(1)) }
        windowAttempts += 1
        isProbing = isOpen
        return .go
    }

    /// A connection was made and greeted.
    mutating func succeeded() {
        failures = 0
        isProbing = false
        standing += 1
        refusal = nil
    }

    /// A connection that stood is gone.
    mutating func lost() {
        standing = max(0, standing - 1)
    }

    /// An attempt failed, or a connection was given up because a reply was late. True when this opens the breaker.
    mutating func failed(_ error: StorageError) -> Bool {
        isProbing = false
        failures = min(failures + 1, Limits.failuresToOpen)
        guard failures >= Limits.failuresToOpen, standing == 0 else { return false }
        defer { refusal = error }
        return !isOpen
    }
}
