import Logging
import NIOCore
import SessionCore
import Synchronization

/// One connection of a client and the calls on it; when the connection is lost the lane makes another.
///
/// Callers write their commands into a buffer under a lock, and the first of them wakes the event loop, which sends all
/// that has gathered by then in one system call. While a batch is on its way to the socket the next one gathers, so that
/// what lies here was certainly not sent.
final class RedisLane: Sendable {
    typealias Waiter = UnsafeContinuation<Result<RedisReply, StorageError>, Never>

    struct State {
        var calls: CallQueue<Waiter>
        /// Where to send; nothing while there is no connection.
        var channel: (any Channel)?
        /// Whether the event loop was asked to send.
        var isWakeupDue = false
        /// Whether a batch is on its way to the socket.
        var isWriting = false
        var isTimerSet = false
        var isClosed = false
        /// The connection that stands or is being made, to close it.
        var latest: (any Channel)?
        var backoff = RedisBackoff()
        /// Why the last attempt to connect failed; nothing while there is a connection.
        var failure: String?
    }

    let number: Int
    let eventLoop: any EventLoop
    let settings: RedisSettings
    let greeting: RedisGreeting
    let circuit: RedisCircuit
    let logger: Logger
    let state: Mutex<State>
    /// Whether there is a connection, to choose a lane without its lock.
    let isConnected = Atomic(false)

    init(
        number: Int, eventLoop: any EventLoop, settings: RedisSettings, greeting: RedisGreeting,
        circuit: RedisCircuit, logger: Logger
    ) {
        self.number = number
        self.eventLoop = eventLoop
        self.settings = settings
        self.greeting = greeting
        self.circuit = circuit
        self.logger = logger
        let mark = settings.replication?.mark(below: settings.prefix).bytes ?? []
        state = Mutex(State(calls: CallQueue(mark: mark, barrier: settings.replication?.command.bytes)))
    }

    /// Puts a command in line. Its waiter is resumed exactly once, whatever happens.
    func enqueue(_ command: RedisCommand, id: UInt64, deadline: NIODeadline, waiter: Waiter) {
        enum Next {
            case wake, nothing
            case refuse(String)
        }
        let next = state.withLock { state -> Next in
            guard !state.isClosed else { return .refuse("the Redis client is closed") }
            guard
                state.calls.append(
                    command.bytes, id: id, deadline: deadline, isWrite: command.isWrite, waiter: waiter)
            else { return .refuse("too many calls wait for Redis") }
            guard !state.isWakeupDue, !state.isWriting else { return .nothing }
            state.isWakeupDue = true
            return .wake
        }
        switch next {
        case .wake: eventLoop.execute { self.flush() }
        case .nothing: break
        case .refuse(let what): waiter.resume(returning: .failure(CallFate.neverSent.error(.unavailable, what)))
        }
    }

    /// Lets a cancelled caller go; its call keeps its place in line.
    func giveUp(_ id: UInt64) {
        guard let lost = state.withLock({ $0.calls.giveUp(id) }) else { return }
        resume([lost], .unavailable, "the call to Redis was cancelled")
    }

    /// Sends all that waits, in one batch. On the event loop.
    func flush() {
        let (batch, channel, deadline) = state.withLock { state -> (ByteBuffer?, (any Channel)?, NIODeadline?) in
            state.isWakeupDue = false
            var batch: ByteBuffer?
            if state.channel != nil, !state.isWriting {
                batch = state.calls.takePending()
                state.isWriting = batch != nil
            }
            guard !state.isTimerSet, let deadline = state.calls.firstDeadline else {
                return (batch, state.channel, nil)
            }
            state.isTimerSet = true
            return (batch, state.channel, deadline)
        }
        if let deadline { eventLoop.scheduleTask(deadline: deadline) { self.look() } }
        guard let batch, let channel else { return }
        channel.writeAndFlush(batch).whenComplete { self.written(batch, on: channel, $0) }
    }

    private func written(_ batch: ByteBuffer, on channel: any Channel, _ result: Result<Void, any Error>) {
        // A failure closes the channel, which ends the calls.
        guard case .success = result else { return }
        let hasMore = state.withLock { state in
            guard state.channel === channel else { return false }
            state.isWriting = false
            state.calls.recycle(batch)
            return state.calls.hasPending
        }
        if hasMore { flush() }
    }

    /// Gives replies to the calls in line; those of a connection that was given up are nobody's. On the event loop;
    /// `waiters` comes and goes empty, to be used again.
    func deliver(
        _ replies: [RedisReply], from channel: any Channel, waiters: inout [Waiter?]
    ) throws(RedisProtocolError) {
        let taken = state.withLock { state -> Result<[CallQueue<Waiter>.Release], RedisProtocolError> in
            guard state.channel === channel else { return .success([]) }
            return Result { () throws(RedisProtocolError) in
                try state.calls.takeWaiters(for: replies, into: &waiters)
            }
        }
        let releases = try taken.get()
        for (waiter, reply) in zip(waiters, replies) {
            waiter?.resume(returning: .success(reply))
        }
        waiters.removeAll(keepingCapacity: true)
        for release in releases { letGo(release) }
    }

    /// Gives the held replies to their callers if enough replicas have what they tell of. What the server refused is told
    /// in any case.
    private func letGo(_ release: CallQueue<Waiter>.Release) {
        let shortfall = settings.replication?.shortfall(release.reply)
        for call in release.held {
            if let shortfall, !call.reply.isError {
                call.waiter.resume(returning: .failure(shortfall))
            } else {
                call.waiter.resume(returning: .success(call.reply))
            }
        }
    }

    /// Looks for late calls; one timer a lane, set for the first deadline in line.
    private func look() {
        var lost: [CallQueue<Waiter>.Lost] = []
        var failure: String?
        let (late, next) = state.withLock { state -> ((any Channel)?, NIODeadline?) in
            state.isTimerSet = false
            failure = state.failure
            if state.calls.expire(at: .now(), into: &lost) { return (state.channel, nil) }
            guard let deadline = state.calls.firstDeadline else { return (nil, nil) }
            state.isTimerSet = true
            return (nil, deadline)
        }
        if let next { eventLoop.scheduleTask(deadline: next) { self.look() } }
        resume(lost, .timeout, "a connection to Redis did not come in time" + (failure.map { "; \($0)" } ?? ""))
        guard let late else { return }
        // Nobody waits for the farewell of TLS, which a server that hangs does not give.
        self.lost(late, because: StorageError(.timeout, "Redis did not answer in time"))
        late.close(promise: nil)
    }

    func resume(_ lost: [CallQueue<Waiter>.Lost], _ code: StorageError.Code, _ what: String) {
        for call in lost {
            call.waiter.resume(returning: .failure(call.fate.error(code, what)))
        }
    }
}
