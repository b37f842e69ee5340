import DequeModule
import NIOCore
import SessionCore

/// The calls of one connection, in the order of their replies: first those that were sent, then those that wait.
///
/// A value without a socket or a clock. Replies go to the calls in order, and a call that its caller gave up keeps its
/// place, so that no reply is ever given to another.
struct CallQueue<Waiter: Sendable>: Sendable {
    /// One call.
    struct Call: Sendable {
        let id: UInt64
        let deadline: NIODeadline
        let isWrite: Bool
        let byteCount: Int
        /// Who waits; nobody once the caller has given up.
        var waiter: Waiter?
    }

    /// What became of a call that gets no reply.
    struct Lost: Sendable {
        let waiter: Waiter
        let fate: CallFate
    }

    private var calls = Deque<Call>()
    private var pending = ByteBuffer()
    private var spare = ByteBuffer()
    /// How many calls, from the first on, are with the server.
    private(set) var sentCount = 0

    var isEmpty: Bool { calls.isEmpty }
    /// Whether commands wait to be sent.
    var hasPending: Bool { sentCount < calls.count }
    /// When the first call, and so any, is late.
    var firstDeadline: NIODeadline? { calls.first?.deadline }

    /// Takes a command at the end of the line; false when there is no room.
    mutating func append(
        _ bytes: [UInt8], id: UInt64, deadline: NIODeadline, isWrite: Bool, waiter: Waiter
    ) -> Bool {
        guard calls.count < Limits.outstandingCalls,
            !hasPending || pending.readableBytes + bytes.count <= Limits.pendingBytes
        else { return false }
        pending.writeBytes(bytes)
        calls.append(
            Call(id: id, deadline: deadline, isWrite: isWrite, byteCount: bytes.count, waiter: waiter))
        return true
    }

    /// All that waits to be sent, which counts as sent from now on; nothing when nothing waits.
    mutating func takePending() -> ByteBuffer? {
        guard hasPending else { return nil }
        sentCount = calls.count
        let batch = pending
        pending = spare
        spare = ByteBuffer()
        return batch
    }

    /// Gives back the buffer of a batch that was written, for the next one.
    mutating func recycle(_ batch: consuming ByteBuffer) {
        guard batch.capacity <= Limits.sparedBufferBytes else { return }
        batch.clear()
        spare = batch
    }

    /// Who waits for the next replies, in their order; a `nil` element where the caller has given up.
    ///
    /// Throws when there are more replies than calls were sent.
    mutating func takeWaiters(_ count: Int, into waiters: inout [Waiter?]) throws(RedisProtocolError) {
        guard count <= sentCount else { throw .unasked }
        for _ in 0..<count {
            waiters.append(calls.popFirst()?.waiter)
        }
        sentCount -= count
    }

    /// Takes the caller out of a call, whose place stays; nothing when it has had its answer.
    mutating func giveUp(_ id: UInt64) -> Lost? {
        guard let index = calls.firstIndex(where: { $0.id == id }), let waiter = calls[index].waiter else { return nil }
        calls[index].waiter = nil
        // What waits here is sent with the next batch; whether it will be is not known.
        return Lost(waiter: waiter, fate: calls[index].isWrite ? .maybeDone : .unread)
    }

    /// Ends the calls that wait and are late. True when one that was sent is late: then the connection must go.
    mutating func expire(at now: NIODeadline, into lost: inout [Lost]) -> Bool {
        if sentCount > 0 { return (calls.first?.deadline ?? .distantFuture) <= now }
        while let call = calls.first, call.deadline <= now {
            calls.removeFirst()
            pending.moveReaderIndex(forwardBy: min(call.byteCount, pending.readableBytes))
            if let waiter = call.waiter { lost.append(Lost(waiter: waiter, fate: .neverSent)) }
        }
        if calls.isEmpty { pending.clear() }
        return false
    }

    /// Ends the calls that were sent: their connection is gone.
    mutating func loseSent(into lost: inout [Lost]) {
        for _ in 0..<sentCount {
            guard let call = calls.popFirst(), let waiter = call.waiter else { continue }
            lost.append(Lost(waiter: waiter, fate: call.isWrite ? .maybeDone : .unread))
        }
        sentCount = 0
    }

    /// Ends the calls that wait, of which the server has seen nothing.
    mutating func losePending(into lost: inout [Lost]) {
        while calls.count > sentCount {
            guard let call = calls.popLast(), let waiter = call.waiter else { continue }
            lost.append(Lost(waiter: waiter, fate: .neverSent))
        }
        pending.clear()
    }
}
