import NIOCore
import Terminal
import Testing

/// The log holds 8000 bytes: held from a lag of 4000, released at 2000, calm at 1000; progress is 100 in 500 ms.
@Suite struct FlowGateTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private var gate: FlowGate

    init() {
        var limits = TerminalLimits()
        limits.logBytes = 8000
        limits.progressBytes = 100
        limits.patience = .milliseconds(500)
        gate = FlowGate(limits)
    }

    @Test mutating func shellRunsOnWithoutWindows() {
        #expect(gate.decide(head: 1 << 40, at: start) == .init(isHeld: false, recheck: nil))
    }

    @Test mutating func windowThatLagsHalfTheLogHoldsTheShell() {
        gate.follow("a", from: 0, head: 0, mayHold: true, at: start)
        #expect(!gate.decide(head: 4000, at: start).isHeld)
        #expect(gate.decide(head: 4001, at: start).isHeld)
    }

    @Test mutating func heldShellIsReleasedAtAQuarterAndNotBefore() {
        gate.follow("a", from: 0, head: 0, mayHold: true, at: start)
        #expect(gate.decide(head: 4001, at: start).isHeld)
        gate.parsed("a", upTo: 2000)
        #expect(gate.decide(head: 4001, at: start).isHeld)
        gate.parsed("a", upTo: 2001)
        #expect(!gate.decide(head: 4001, at: start).isHeld)
    }

    @Test mutating func windowThatTakesNothingIsGivenUpAfterThePatience() {
        gate.follow("a", from: 0, head: 0, mayHold: true, at: start)
        #expect(gate.decide(head: 5000, at: start) == .init(isHeld: true, recheck: start + .milliseconds(500)))
        #expect(gate.decide(head: 5000, at: start + .milliseconds(499)).isHeld)
        #expect(gate.decide(head: 5000, at: start + .milliseconds(500)) == .init(isHeld: false, recheck: nil))
        #expect(gate.isLaggard("a"))
    }

    @Test mutating func progressRenewsThePatience() {
        gate.follow("a", from: 0, head: 0, mayHold: true, at: start)
        for step in 1...20 {
            gate.parsed("a", upTo: UInt64(step) * 100)
            let now = start + .milliseconds(Int64(step) * 499)
            #expect(gate.decide(head: 10_000, at: now).isHeld)
        }
    }

    @Test mutating func tooLittleIsNoProgress() {
        gate.follow("a", from: 0, head: 0, mayHold: true, at: start)
        for step in 1...5 {
            gate.parsed("a", upTo: UInt64(step) * 19)
            _ = gate.decide(head: 5000, at: start + .milliseconds(Int64(step) * 100))
        }
        #expect(gate.isLaggard("a"))
    }

    @Test mutating func laggardCountsAgainOnceItHasCaughtUp() {
        gate.follow("a", from: 0, head: 0, mayHold: true, at: start)
        _ = gate.decide(head: 5000, at: start)
        _ = gate.decide(head: 5000, at: start + .seconds(1))
        gate.follow("a", from: 4500, head: 5000, mayHold: true, at: start + .seconds(1))
        #expect(gate.isLaggard("a"))
        #expect(!gate.decide(head: 9000, at: start + .seconds(1)).isHeld)
        gate.parsed("a", upTo: 8500)
        _ = gate.decide(head: 9000, at: start + .seconds(2))
        #expect(!gate.isLaggard("a"))
        #expect(gate.decide(head: 12_501, at: start + .seconds(2)).isHeld)
    }

    @Test mutating func patienceOfAnIdleWindowBeginsWithTheOutput() {
        gate.follow("a", from: 0, head: 0, mayHold: true, at: start)
        _ = gate.decide(head: 0, at: start + .seconds(60))
        #expect(gate.decide(head: 5000, at: start + .seconds(60) + .milliseconds(400)).isHeld)
    }

    @Test mutating func windowThatLeavesHoldsNobody() {
        gate.follow("a", from: 0, head: 0, mayHold: true, at: start)
        #expect(gate.decide(head: 5000, at: start).isHeld)
        gate.leave("a")
        #expect(!gate.decide(head: 5000, at: start).isHeld)
    }

    @Test mutating func windowThatMayNotHoldIsNotWaitedFor() {
        gate.follow("viewer", from: 0, head: 0, mayHold: false, at: start)
        #expect(gate.decide(head: 5000, at: start) == .init(isHeld: false, recheck: nil))
    }

    @Test mutating func windowThatBeginsNearTheEndIsWaitedFor() {
        gate.follow("a", from: 4000, head: 5000, mayHold: true, at: start)
        #expect(gate.decide(head: 8001, at: start).isHeld)
    }

    @Test mutating func windowThatBeginsFarBehindCountsOnceItHasCaughtUp() {
        gate.follow("a", from: 3999, head: 5000, mayHold: true, at: start)
        #expect(!gate.decide(head: 8001, at: start).isHeld)
        gate.parsed("a", upTo: 7001)
        #expect(!gate.decide(head: 8001, at: start).isHeld)
        #expect(gate.decide(head: 11_002, at: start).isHeld)
    }

    @Test mutating func comingBackDoesNotRenewThePatience() {
        gate.follow("a", from: 0, head: 0, mayHold: true, at: start)
        #expect(gate.decide(head: 5000, at: start).isHeld)
        #expect(!gate.decide(head: 5000, at: start + .milliseconds(500)).isHeld)
        for step in 1...10 {
            let now = start + .seconds(Int64(step))
            gate.leave("a")
            gate.follow("a", from: 0, head: 5000, mayHold: true, at: now)
            #expect(!gate.decide(head: 5000, at: now).isHeld)
        }
    }

    @Test mutating func windowThatMayNoLongerHoldReleasesTheShell() {
        gate.follow("a", from: 0, head: 0, mayHold: true, at: start)
        #expect(gate.decide(head: 5000, at: start).isHeld)
        gate.allow("a", toHold: false, head: 5000, at: start)
        #expect(!gate.decide(head: 5000, at: start).isHeld)
    }

    @Test mutating func windowThatMayHoldFromNowOnIsWaitedForUnlessItIsFarBehind() {
        for window in ["near", "far"] { gate.follow(window, from: 0, head: 0, mayHold: false, at: start) }
        gate.parsed("near", upTo: 4000)
        gate.allow("far", toHold: true, head: 5000, at: start)
        #expect(!gate.decide(head: 8001, at: start).isHeld)
        gate.allow("near", toHold: true, head: 5000, at: start)
        #expect(gate.decide(head: 8001, at: start).isHeld)
    }

    @Test mutating func sayingAgainThatItMayHoldDoesNotRenewThePatience() {
        gate.follow("a", from: 0, head: 0, mayHold: true, at: start)
        #expect(gate.decide(head: 5000, at: start).isHeld)
        gate.allow("a", toHold: true, head: 5000, at: start + .milliseconds(499))
        #expect(!gate.decide(head: 5000, at: start + .milliseconds(500)).isHeld)
    }

    @Test mutating func strangerIsAllowedNothing() {
        gate.allow("stranger", toHold: true, head: 0, at: start)
        #expect(!gate.decide(head: 5000, at: start).isHeld)
    }

    @Test mutating func acknowledgementsNeverGoBack() {
        gate.follow("a", from: 0, head: 0, mayHold: true, at: start)
        gate.parsed("a", upTo: 500)
        gate.parsed("a", upTo: 100)
        #expect(gate.parsedOffset(of: "a") == 500)
    }
}
