public import NIOCore

/// One Engine.IO session, as the server keeps it: which transport it is on, what waits to be sent, and whether it lives.
///
/// It does nothing itself: each call answers with what the owner of the connections is to do, in order. Instants are
/// passed in. After an ``Action/ended(_:)`` it answers with nothing any more.
public struct EngineSession: Sendable {
    /// What the owner of the connections does now.
    public enum Action: Sendable, Hashable {
        /// Answer the poll that waits, with status 200.
        case answerPoll(ByteBuffer)
        /// Send over the session's WebSocket.
        case send(EngineMessage)
        /// Send over the WebSocket that is being tried.
        case sendToProbe(EngineMessage)
        /// The WebSocket that was tried is the session's from here on.
        case promoteProbe
        /// Close the WebSocket that was being tried.
        case closeProbe
        /// Close the session's WebSocket.
        case closeSocket
        /// A message came.
        case deliver(EngineMessage)
        /// It is over; nothing follows.
        case ended(EngineCloseReason)
    }

    enum Probe { case none, open, answered }

    /// The transport that messages go over.
    public private(set) var transport: EngineRequest.Transport
    /// Whether it is over.
    public private(set) var isOver = false
    let settings: EngineSettings
    var probe = Probe.none
    var isPollWaiting = false
    private var queue: [EnginePacket] = []
    private var waitingBytes = 0
    private var pinged: NIODeadline?
    private var heard: NIODeadline

    /// Opens a session; its first packet is the handshake.
    ///
    /// Over polling the request that opens it counts as the first poll: the answer is taken with ``pollArrived()``.
    public init(id: String, over transport: EngineRequest.Transport, settings: EngineSettings, at now: NIODeadline) {
        self.transport = transport
        self.settings = settings
        heard = now
        let upgrades: [EngineRequest.Transport] = transport == .polling ? [.webSocket] : []
        let open = EnginePacket.open(settings.handshake(session: id, upgrades: upgrades))
        queue = [open]
        waitingBytes = open.byteCount
    }

    /// Whether it should be given more to send; over a WebSocket the socket itself knows.
    public var wantsMore: Bool { !isOver && (transport == .webSocket || waitingBytes < Limits.queuedEnoughBytes) }

    // MARK: Sending

    /// Sends messages, in order and together.
    public mutating func send(_ messages: [EngineMessage]) -> [Action] {
        post(messages.map(EnginePacket.message))
    }

    /// Sends what has been waiting since the session was opened over a WebSocket.
    public mutating func socketOpened() -> [Action] { flush() }

    mutating func post(_ packets: [EnginePacket]) -> [Action] {
        guard !isOver else { return [] }
        for packet in packets {
            queue.append(packet)
            waitingBytes += packet.byteCount
        }
        let actions = flush()
        guard waitingBytes <= settings.queuedBytes else { return actions + end(.slow) }
        return actions
    }

    mutating func flush() -> [Action] {
        guard !queue.isEmpty else { return [] }
        guard transport == .polling else {
            defer { (queue, waitingBytes) = ([], 0) }
            return queue.map { .send($0.frame) }
        }
        guard isPollWaiting else { return [] }
        isPollWaiting = false
        return [.answerPoll(EnginePayload.body(of: takePacketsForPoll()))]
    }

    private mutating func takePacketsForPoll() -> [EnginePacket] {
        var (count, bytes) = (0, 0)
        while count < queue.count, count == 0 || bytes + queue[count].byteCount <= Limits.pollBytes {
            bytes += queue[count].byteCount
            count += 1
        }
        defer {
            queue.removeFirst(count)
            waitingBytes -= bytes
        }
        return Array(queue.prefix(count))
    }

    mutating func becomeWebSocket() {
        transport = .webSocket
        probe = .none
    }

    // MARK: Life

    /// When ``timerFired(at:)`` is to be called next.
    public var nextLook: NIODeadline {
        pinged.map { $0 + settings.pingTimeout } ?? heard + settings.pingInterval
    }

    /// The instant of ``nextLook`` has come.
    public mutating func timerFired(at now: NIODeadline) -> [Action] {
        guard !isOver, now >= nextLook else { return [] }
        guard pinged == nil else { return end(.silent) }
        pinged = now
        return post([.ping(isProbe: false)])
    }

    mutating func pongArrived(at now: NIODeadline) {
        pinged = nil
        heard = now
    }

    /// The server ends the session.
    public mutating func close() -> [Action] { end(.byServer) }

    mutating func end(_ reason: EngineCloseReason) -> [Action] {
        guard !isOver else { return [] }
        isOver = true
        var actions: [Action] = []
        if isPollWaiting {
            // A client that said itself that it goes is only let off its poll.
            let last: EnginePacket = reason == .byClient ? .noop : .close
            actions.append(.answerPoll(EnginePayload.body(of: [last])))
        }
        if probe != .none { actions.append(.closeProbe) }
        if transport == .webSocket { actions.append(.closeSocket) }
        isPollWaiting = false
        (queue, waitingBytes) = ([], 0)
        return actions + [.ended(reason)]
    }
}
