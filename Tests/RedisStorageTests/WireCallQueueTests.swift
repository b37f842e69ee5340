import NIOCore
import SessionCore
import Testing

@testable import RedisStorage

@Suite final class WireCallQueueTests {
    private var queue = CallQueue<Int>()

    private func deadline(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(seconds) }

    private func append(_ id: UInt64, isWrite: Bool = true, due: Int64 = 10) -> Bool {
        queue.append([UInt8(id)], id: id, deadline: deadline(due), isWrite: isWrite, waiter: Int(id))
    }

    private func replies(_ count: Int) throws(RedisProtocolError) -> [Int?] {
        var waiters: [Int?] = []
        _ = try queue.takeWaiters(for: Array(repeating: .null, count: count), into: &waiters)
        return waiters
    }

    /// What is sent next.
    private func batch() -> [UInt8]? { queue.takePending().map { Array($0.readableBytesView) } }

    /// Whether the connection must go, and the calls that end.
    private func expire(at now: NIODeadline) -> (isLate: Bool, lost: [CallQueue<Int>.Lost]) {
        var lost: [CallQueue<Int>.Lost] = []
        let isLate = queue.expire(at: now, into: &lost)
        return (isLate, lost)
    }

    private func appendAll(_ ids: UInt64...) throws {
        for id in ids {
            let isTaken = append(id)
            try #require(isTaken)
        }
    }

    @Test func repliesGoToTheCallsInTheirOrder() throws {
        try appendAll(1, 2, 3)
        #expect(batch() == [1, 2, 3])
        try appendAll(4)
        #expect(try replies(2) == [1, 2])
        #expect(batch() == [4])
        #expect(queue.sentCount == 2)
    }

    @Test func aReplyThatNobodyAskedForIsRefused() throws {
        try appendAll(1)
        #expect(throws: RedisProtocolError.unasked) { try replies(1) }
        _ = queue.takePending()
        try appendAll(2)
        #expect(throws: RedisProtocolError.unasked) { try replies(2) }
    }

    @Test func whoGivesUpKeepsTheirPlace() throws {
        try appendAll(1, 2)
        _ = queue.takePending()
        let first = queue.giveUp(1)
        #expect(first?.waiter == 1)
        let again = queue.giveUp(1)
        #expect(again?.waiter == nil)
        let unknown = queue.giveUp(9)
        #expect(unknown?.waiter == nil)
        #expect(try replies(2) == [nil, 2])
    }

    @Test func aLateCallThatWaitsEndsAndItsBytesGo() throws {
        try #require(append(1, due: 1))
        try #require(append(2, due: 5))
        let early = expire(at: deadline(1) - .nanoseconds(1))
        #expect(!early.isLate)
        #expect(early.lost.isEmpty)
        let due = expire(at: deadline(1))
        #expect(!due.isLate)
        #expect(due.lost.map(\.waiter) == [1])
        #expect(due.lost.map(\.fate) == [.neverSent])
        #expect(batch() == [2])
    }

    @Test func aLateCallThatWasSentEndsTheConnection() throws {
        try #require(append(1, due: 1))
        _ = queue.takePending()
        try #require(append(2, due: 1))
        let due = expire(at: deadline(1))
        #expect(due.isLate)
        #expect(due.lost.isEmpty)
    }

    @Test func aLostConnectionLeavesWritesUnknownAndWhatWaitsUntouched() throws {
        try #require(append(1))
        try #require(append(2, isWrite: false))
        _ = queue.takePending()
        try #require(append(3))
        var lost: [CallQueue<Int>.Lost] = []
        queue.loseSent(into: &lost)
        #expect(lost.map(\.fate) == [.maybeDone, .unread])
        #expect(batch() == [3])
        lost = []
        try #require(append(4))
        queue.losePending(into: &lost)
        #expect(lost.map(\.waiter) == [4])
        #expect(lost.map(\.fate) == [.neverSent])
        #expect(queue.sentCount == 1)
        #expect(batch() == nil)
    }

    /// With a barrier behind each batch that writes.
    @Test func aWriteIsAnsweredWithItsBarrierAndNotBefore() throws {
        queue = CallQueue(barrier: [99])
        try #require(append(1))
        try #require(append(2, isWrite: false))
        try #require(append(3))
        #expect(batch() == [1, 2, 3, 99])
        try #require(append(4, isWrite: false))
        #expect(batch() == [4])
        var waiters: [Int?] = []
        let early = try queue.takeWaiters(for: [.integer(1), .integer(2), .integer(3)], into: &waiters)
        #expect(waiters == [nil, 2, nil] && early.isEmpty)
        let given = queue.giveUp(1)
        #expect(given?.fate == .maybeDone && given?.waiter == 1)
        let release = try queue.takeWaiters(for: [.integer(7), .integer(4)], into: &waiters)
        #expect(waiters == [nil, 2, nil, nil, 4])
        #expect(release.map(\.reply) == [.integer(7)])
        #expect(release.first?.held.map(\.waiter) == [3])
        #expect(release.first?.held.map(\.reply) == [.integer(3)])
        try #require(append(5))
        _ = batch()
        _ = try queue.takeWaiters(for: [.integer(5)], into: &waiters)
        var lost: [CallQueue<Int>.Lost] = []
        queue.loseSent(into: &lost)
        #expect(lost.map(\.waiter) == [5] && lost.map(\.fate) == [.maybeDone])
        #expect(queue.sentCount == 0)
    }

    /// A barrier has a mark before it to wait for; where the server did not take the mark, it tells nothing.
    @Test func aBarrierBehindAMarkThatWasNotTakenTellsNothing() throws {
        queue = CallQueue(mark: [98], barrier: [99])
        try #require(append(1, isWrite: false))
        #expect(batch() == [1])
        try #require(append(2))
        #expect(batch() == [2, 98, 99])
        var waiters: [Int?] = []
        let refused = try queue.takeWaiters(
            for: [.integer(1), .integer(2), .error("NOPERM"), .integer(7)], into: &waiters)
        #expect(waiters == [1, nil, nil, nil])
        #expect(refused.map(\.reply) == [.error("NOPERM")] && refused.first?.held.map(\.waiter) == [2])
        try #require(append(3))
        _ = batch()
        let taken = try queue.takeWaiters(for: [.integer(3), .integer(0), .integer(7)], into: &waiters)
        #expect(taken.map(\.reply) == [.integer(7)] && queue.isEmpty)
    }

    @Test func thereAreOnlySoManyCallsAndBytes() throws {
        for id in 0..<UInt64(Limits.outstandingCalls) {
            let isTaken = queue.append([1], id: id, deadline: deadline(1), isWrite: true, waiter: 0)
            try #require(isTaken)
        }
        #expect(!append(7))

        queue = CallQueue()
        let most = [UInt8](repeating: 1, count: Limits.pendingBytes + 1)
        let isTaken = queue.append(most, id: 1, deadline: deadline(1), isWrite: true, waiter: 1)
        #expect(isTaken)
        #expect(!append(2))
        _ = queue.takePending()
        #expect(append(3))
    }

    @Test func onlyWhatMayHaveBeenDoneIsUnknown() {
        #expect(CallFate.maybeDone.error(.timeout, "x").code == .unknown)
        #expect(CallFate.neverSent.error(.timeout, "x").code == .timeout)
        #expect(CallFate.unread.error(.unavailable, "x").code == .unavailable)
    }
}
