package import NIOCore

/// Decides when a silent peer is asked for a sign of life, and when it is given up.
///
/// Anything that arrives is a sign of life, an answer to the question or not.
package struct Liveness {
    /// What the owner of the socket does now.
    package enum Action: Hashable {
        case wait(until: NIODeadline)
        /// Ask, and come back no later than the instant.
        case ping(then: NIODeadline)
        case giveUp
    }

    private enum State {
        case idle(since: NIODeadline)
        case asked(at: NIODeadline)
    }

    private let interval: TimeAmount
    private let patience: TimeAmount
    private var state: State

    package init(interval: Duration, patience: Duration, at now: NIODeadline) {
        self.interval = TimeAmount(interval)
        self.patience = TimeAmount(patience)
        state = .idle(since: now)
    }

    /// Something arrived.
    package mutating func heard(at now: NIODeadline) {
        state = .idle(since: now)
    }

    package mutating func timerFired(at now: NIODeadline) -> Action {
        switch state {
        case .idle(let since) where now < since + interval: return .wait(until: since + interval)
        case .idle:
            state = .asked(at: now)
            return .ping(then: now + min(patience, interval))
        // Looking again within the interval, lest an answer that comes in between delays the next question.
        case .asked(let asked) where now < asked + patience: return .wait(until: min(asked + patience, now + interval))
        case .asked: return .giveUp
        }
    }
}
