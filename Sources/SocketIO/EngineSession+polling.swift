public import NIOCore

/// Long-polling: one request at a time waits for packets, and one at a time brings some.
extension EngineSession {
    /// A client asks for packets.
    ///
    /// Refused on another transport, and when a poll waits already: two at once break the order of packets, so the session
    /// is over then, and the first is told.
    public mutating func pollArrived() -> Answer {
        guard !isOver, transport == .polling else { return Answer(refusal: .badRequest, actions: []) }
        guard !isPollWaiting else { return Answer(refusal: .badRequest, actions: end(.transportError)) }
        isPollWaiting = true
        var actions = flush()
        // A client that tries a WebSocket is not kept waiting: it changes over as soon as no poll is under way.
        if isPollWaiting, probe == .answered { actions += endPoll() }
        return Answer(refusal: nil, actions: actions)
    }

    /// The poll that waits was given up by the client, and with it whatever it would have brought.
    public mutating func pollCancelled() -> [Action] {
        guard isPollWaiting else { return [] }
        isPollWaiting = false
        return end(.transportClosed)
    }

    /// A client brings packets. A body that cannot be read ends the session.
    public mutating func payloadArrived(_ body: ByteBuffer, at now: NIODeadline) -> Answer {
        guard !isOver, transport == .polling else { return Answer(refusal: .badRequest, actions: []) }
        guard body.readableBytes <= settings.payloadBytes else {
            return Answer(refusal: .badRequest, actions: end(.transportError))
        }
        let packets: [EnginePacket]
        do {
            packets = try EnginePayload.packets(in: body)
        } catch {
            return Answer(refusal: .badRequest, actions: end(.malformed))
        }
        var actions: [Action] = []
        for packet in packets {
            guard !isOver else { break }
            switch packet {
            case .message(let message): actions.append(.deliver(message))
            case .pong(false): pongArrived(at: now)
            case .close: actions += end(.byClient)
            // Everything else is the server's to say, or for a WebSocket.
            default: return Answer(refusal: .badRequest, actions: actions + end(.malformed))
            }
        }
        return Answer(refusal: nil, actions: actions)
    }

    mutating func endPoll() -> [Action] {
        guard isPollWaiting else { return [] }
        isPollWaiting = false
        return [.answerPoll(EnginePayload.body(of: [.noop]))]
    }

    /// What becomes of a request: whether it is refused, and what else is to be done.
    public struct Answer: Sendable, Hashable {
        /// Why it is refused, or nothing when it is taken.
        public let refusal: EngineRefusal?
        /// What is to be done, in any case.
        public let actions: [Action]
    }
}
