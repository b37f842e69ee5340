import Testing

@testable import FileStorage

/// How long a group waits for callers to share its sync.
@Suite struct GatheringTests {
    private let now = ContinuousClock.now

    @Test func firstGroupIsWrittenAtOnce() {
        #expect(Gathering().pause(callers: 1, at: now) == nil)
    }

    @Test func loneCallerNeverWaits() {
        var gathering = Gathering()
        gathering.wrote(callers: 1, waiting: 0, in: .milliseconds(4), at: now)
        #expect(gathering.pause(callers: 1, at: now) == nil)
    }

    @Test func callersOfTheLastGroupAreWaitedForAQuarterOfItsSync() {
        var gathering = Gathering()
        gathering.wrote(callers: 32, waiting: 32, in: .milliseconds(4), at: now)
        #expect(gathering.pause(callers: 32, at: now) == .milliseconds(1))
        #expect(gathering.pause(callers: 63, at: now + .microseconds(999)) == .microseconds(1))
        #expect(gathering.pause(callers: 64, at: now) == nil)
        #expect(gathering.pause(callers: 32, at: now + .milliseconds(1)) == nil)
    }

    @Test func pauseHasALimitHoweverSlowTheDisk() {
        var gathering = Gathering()
        gathering.wrote(callers: 2, waiting: 0, in: .seconds(5), at: now)
        #expect(gathering.pause(callers: 1, at: now) == .milliseconds(2))
    }
}
