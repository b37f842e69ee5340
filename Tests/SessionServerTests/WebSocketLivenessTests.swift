import NIOCore
import SessionServer
import Testing

@Suite struct WebSocketLivenessTests {
    private static func at(_ seconds: UInt64) -> NIODeadline { .uptimeNanoseconds(seconds * 1_000_000_000) }

    private var liveness = Liveness(interval: .seconds(15), patience: .seconds(10), at: at(0))

    @Test mutating func silentPeerIsAskedAfterTheInterval() {
        #expect(liveness.timerFired(at: Self.at(14)) == .wait(until: Self.at(15)))
        #expect(liveness.timerFired(at: Self.at(15)) == .ping(then: Self.at(25)))
    }

    @Test mutating func peerThatDoesNotAnswerIsGivenUpAtTheEndOfThePatience() {
        _ = liveness.timerFired(at: Self.at(15))
        #expect(liveness.timerFired(at: Self.at(24)) == .wait(until: Self.at(25)))
        #expect(liveness.timerFired(at: Self.at(25)) == .giveUp)
    }

    @Test mutating func anythingHeardStartsTheIntervalAnew() {
        _ = liveness.timerFired(at: Self.at(15))
        liveness.heard(at: Self.at(20))
        #expect(liveness.timerFired(at: Self.at(25)) == .wait(until: Self.at(35)))
        #expect(liveness.timerFired(at: Self.at(35)) == .ping(then: Self.at(45)))
    }

    @Test func patienceBeyondTheIntervalDelaysNoQuestion() {
        var liveness = Liveness(interval: .seconds(2), patience: .seconds(10), at: Self.at(0))
        #expect(liveness.timerFired(at: Self.at(2)) == .ping(then: Self.at(4)))
        #expect(liveness.timerFired(at: Self.at(4)) == .wait(until: Self.at(6)))
        liveness.heard(at: Self.at(5))
        #expect(liveness.timerFired(at: Self.at(6)) == .wait(until: Self.at(7)))
        #expect(liveness.timerFired(at: Self.at(7)) == .ping(then: Self.at(9)))
    }
}
