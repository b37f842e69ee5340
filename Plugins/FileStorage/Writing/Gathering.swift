/// When a group is large enough to be worth a sync.
///
/// The callers of a group that was just written come back with their next writes a moment later. Without waiting for
/// them half of the callers would always share a sync, and the other half the next one. Nobody waits who is alone.
struct Gathering: Sendable {
    private(set) var expected = 0
    private var end: ContinuousClock.Instant?

    /// A group was written: its callers are expected back, beside those who wait already.
    mutating func wrote(callers: Int, waiting: Int, in duration: Duration, at now: ContinuousClock.Instant) {
        expected = callers + waiting
        end = now + min(duration / 4, Limits.gatheringPause)
    }

    /// How much longer to wait with so many callers, or nothing when it is time to write.
    func pause(callers: Int, at now: ContinuousClock.Instant) -> Duration? {
        guard let end, callers < expected, now < end else { return nil }
        return end - now
    }
}
