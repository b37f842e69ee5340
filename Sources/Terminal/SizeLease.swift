package import NIOCore

/// Decides whose size a terminal has.
///
/// The size belongs to one window: the editor that was focused last. What other windows want is remembered and applies
/// once they are focused. When the owner leaves, the lease goes to the most recent window that is still focused, or
/// else to the most recent one. Viewers never decide.
package struct SizeLease: Sendable {
    package enum Action: Hashable, Sendable {
        /// The terminal stays as it is.
        case keep
        /// The terminal gets this size, which this window decided.
        case apply(TerminalSize, by: String)
        /// Ask again then; sizes change no faster.
        case retry(at: NIODeadline)
    }

    private struct Claim {
        var size: TerminalSize?
        var mayDecide: Bool
        var isFocused = false
        var recency: UInt64

        /// A window that nobody looks at, and that has not said how large it is, has nothing to decide.
        var counts: Bool { mayDecide && (isFocused || size != nil) }
    }

    /// The window whose size it is.
    package private(set) var owner: String?
    /// The size the terminal has.
    package private(set) var size: TerminalSize
    private let interval: TimeAmount
    private var claims: [String: Claim] = [:]
    private var lastChange: NIODeadline?
    private var clock: UInt64 = 0

    package init(size: TerminalSize, interval: TimeAmount) {
        self.size = size
        self.interval = interval
    }

    package mutating func join(_ window: String, mayDecide: Bool) {
        claims[window] = Claim(mayDecide: mayDecide, recency: tick())
    }

    package mutating func leave(_ window: String, at now: NIODeadline) -> Action {
        claims[window] = nil
        return settle(at: now)
    }

    /// The window became an editor, or is one no longer.
    package mutating func allow(_ window: String, _ mayDecide: Bool, at now: NIODeadline) -> Action {
        claims[window]?.mayDecide = mayDecide
        return settle(at: now)
    }

    /// The window got or lost the focus of its user. Losing it changes nothing until another one gets it.
    package mutating func focus(_ window: String, _ isFocused: Bool, at now: NIODeadline) -> Action {
        guard let claim = claims[window] else { return .keep }
        claims[window]?.isFocused = isFocused
        if isFocused {
            let recency = tick()
            claims[window]?.recency = recency
            if claim.mayDecide { owner = window }
        }
        return settle(at: now)
    }

    /// The window says how large it is.
    package mutating func request(_ size: TerminalSize, by window: String, at now: NIODeadline) -> Action {
        claims[window]?.size = size
        return settle(at: now)
    }

    /// What is to be done now; the answer to ``Action/retry(at:)`` when its time has come.
    package mutating func settle(at now: NIODeadline) -> Action {
        if owner.flatMap({ claims[$0] })?.counts != true { owner = successor }
        guard let owner, let wanted = claims[owner]?.size, wanted != size else { return .keep }
        if let lastChange, now < lastChange + interval { return .retry(at: lastChange + interval) }
        lastChange = now
        size = wanted
        return .apply(wanted, by: owner)
    }

    /// The terminal could not be given the size that ``Action/apply(_:by:)`` named, and keeps this one.
    ///
    /// It is tried again with the next change, not before the interval is over.
    package mutating func refused(keeping size: TerminalSize) {
        self.size = size
    }

    private var successor: String? {
        claims.filter(\.value.counts).max { first, second in
            (first.value.isFocused ? 1 : 0, first.value.recency) < (
                second.value.isFocused ? 1 : 0, second.value.recency
            )
        }?.key
    }

    private mutating func tick() -> UInt64 {
        clock += 1
        return clock
    }
}
