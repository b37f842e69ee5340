import NIOCore
import SessionCore
import Testing

@testable import RedisStorage

@Suite final class WireBreakerTests {
    private var breaker = RedisBreaker()
    private var backoff = RedisBackoff()
    private let start = NIODeadline.uptimeNanoseconds(100_000_000_000)
    private let error = StorageError(.unavailable, "down")

    /// Whether the failure opens it.
    private func fail() -> Bool { breaker.failed(error) }

    private func attempt(at now: NIODeadline) -> RedisBreaker.Permission { breaker.requestAttempt(at: now) }

    private func pause(at now: NIODeadline) -> TimeAmount { backoff.pause(at: now, chance: 1) }

    @Test func opensAfterFailuresInARow() {
        #expect(!fail())
        #expect(!fail())
        #expect(!breaker.isOpen)
        #expect(fail())
        #expect(breaker.refusal == error)
        // It opens once.
        #expect(!fail())
    }

    @Test func aSuccessInBetweenStartsTheCountAgain() {
        for _ in 0..<5 {
            #expect(!fail())
            #expect(!fail())
            breaker.succeeded()
            breaker.lost()
        }
        #expect(!breaker.isOpen)
    }

    @Test func staysClosedWhileAConnectionStands() {
        breaker.succeeded()
        for _ in 0..<10 { #expect(!fail()) }
        #expect(!breaker.isOpen)
        breaker.lost()
        #expect(fail())
    }

    @Test func oneConnectionProbesWhileItIsOpen() {
        for _ in 0..<Limits.failuresToOpen { _ = fail() }
        #expect(attempt(at: start) == .go)
        #expect(attempt(at: start) == .wait(until: start + Limits.probePause))
        _ = fail()
        #expect(attempt(at: start) == .go)
        breaker.succeeded()
        #expect(!breaker.isOpen)
        #expect(attempt(at: start) == .go)
        #expect(attempt(at: start) == .go)
    }

    @Test func attemptsOfASecondAreCounted() {
        for _ in 0..<Limits.attemptsPerSecond { #expect(attempt(at: start) == .go) }
        #expect(attempt(at: start + .milliseconds(999)) == .wait(until: start + .seconds(1)))
        #expect(attempt(at: start + .seconds(1)) == .go)
    }

    @Test func theBackoffGrowsToItsEndAndIsNeverTheSameForTwo() {
        var other = RedisBackoff()
        var due = Limits.shortestBackoff
        for _ in 0..<40 {
            let long = pause(at: start)
            #expect(long == min(due, Limits.longestBackoff))
            let short = other.pause(at: start, chance: 0)
            #expect(short == .nanoseconds(long.nanoseconds / 2))
            due = min(due * 2, Limits.longestBackoff)
        }
    }

    @Test func onlyAConnectionThatLastedStartsTheBackoffAgain() {
        for _ in 0..<3 { _ = pause(at: start) }
        backoff.connected(at: start)
        let soon = start + Limits.steadyTime - .nanoseconds(1)
        #expect(pause(at: soon) == Limits.shortestBackoff * 8)
        backoff.connected(at: start)
        #expect(pause(at: start + Limits.steadyTime) == Limits.shortestBackoff)
    }

    @Test func theLongestBackoffFindsAServerWithinASecond() {
        #expect(Limits.longestBackoff + Limits.probePause < .seconds(1))
    }
}
