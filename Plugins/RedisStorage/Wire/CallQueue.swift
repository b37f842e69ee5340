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
        let role: Role
        /// Who waits; nobody once the caller has given up.
        var waiter: Waiter?
    }

    /// What a reply means to its caller.
    enum Role: Sendable {
        /// It is the answer.
        case plain
        /// It is the answer once replicas have what it tells of.
        case held
        /// It tells whether there is something for the barrier behind it to wait for.
        case mark
        /// It tells how many replicas have what the held calls before it told of.
        case barrier
    }

    /// A caller with a reply, who waits for replicas to have it too.
    struct Held: Sendable {
        let id: UInt64
        let waiter: Waiter
        let reply: RedisReply
    }

    /// The callers that one barrier lets go, and what the server said to it.
    struct Release: Sendable {
        let held: [Held]
        let reply: RedisReply
    }

    /// What became of a call that gets no reply.
    struct Lost: Sendable {
        let waiter: Waiter
        let fate: CallFate
    }

    private var calls = Deque<Call>()
    /// Those whose reply has come and whose barrier's has not.
    private var held: [Held] = []
    /// What is sent behind a batch in which calls are held, before the barrier; may be nothing.
    private let mark: [UInt8]
    /// What is sent at the end of such a batch.
    private let barrier: [UInt8]?
    /// What the server said to a mark that it did not take; the barrier behind it then tells nothing.
    private var markFailure: RedisReply?
    /// Whether a call that waits to be sent is held.
    private var hasHeldPending = false
    private var pending = ByteBuffer()
    private var spare = ByteBuffer()
    /// How many calls, from the first on, are with the server.
    private(set) var sentCount = 0

    /// - Parameters:
    ///   - mark: a command that replicas are always told of, for the barrier to wait for: what it would wait for by itself
    ///     is the last command that changed something, which one that found its change made already is not.
    ///   - barrier: the command that tells how many replicas have all that went before; nothing to hold no call.
    init(mark: [UInt8] = [], barrier: [UInt8]? = nil) {
        self.mark = mark
        self.barrier = barrier
    }

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
        let role: Role = isWrite && barrier != nil ? .held : .plain
        if role == .held { hasHeldPending = true }
        pending.writeBytes(bytes)
        calls.append(
            Call(id: id, deadline: deadline, isWrite: isWrite, byteCount: bytes.count, role: role, waiter: waiter))
        return true
    }

    /// All that waits to be sent, which counts as sent from now on; nothing when nothing waits.
    mutating func takePending() -> ByteBuffer? {
        guard hasPending, let last = calls.last else { return nil }
        if hasHeldPending, let barrier {
            for (bytes, role) in [(mark, Role.mark), (barrier, .barrier)] where !bytes.isEmpty {
                pending.writeBytes(bytes)
                calls.append(
                    Call(
                        id: 0, deadline: last.deadline, isWrite: false, byteCount: bytes.count, role: role, waiter: nil)
                )
            }
            hasHeldPending = false
        }
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

    /// Who waits for the next replies, in their order; a `nil` element where the caller has given up or is held. What
    /// barriers among them let go comes separately.
    ///
    /// Throws when there are more replies than calls were sent.
    mutating func takeWaiters(
        for replies: [RedisReply], into waiters: inout [Waiter?]
    ) throws(RedisProtocolError) -> [Release] {
        guard replies.count <= sentCount else { throw .unasked }
        var releases: [Release] = []
        for reply in replies {
            guard let call = calls.popFirst() else { continue }
            switch call.role {
            case .plain: waiters.append(call.waiter)
            case .held:
                waiters.append(nil)
                if let waiter = call.waiter { held.append(Held(id: call.id, waiter: waiter, reply: reply)) }
            case .mark:
                waiters.append(nil)
                markFailure = reply.isError ? reply : nil
            case .barrier:
                waiters.append(nil)
                releases.append(Release(held: held, reply: markFailure ?? reply))
                (held, markFailure) = ([], nil)
            }
        }
        sentCount -= replies.count
        return releases
    }

    /// Takes the caller out of a call, whose place stays; nothing when it has had its answer.
    mutating func giveUp(_ id: UInt64) -> Lost? {
        if let index = held.firstIndex(where: { $0.id == id }) {
            return Lost(waiter: held.remove(at: index).waiter, fate: .maybeDone)
        }
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
        if calls.isEmpty {
            pending.clear()
            hasHeldPending = false
        }
        return false
    }

    /// Ends the calls that were sent: their connection is gone.
    mutating func loseSent(into lost: inout [Lost]) {
        lost += held.map { Lost(waiter: $0.waiter, fate: .maybeDone) }
        (held, markFailure) = ([], nil)
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
        hasHeldPending = false
    }
}
