public import NIOCore

/// WebSockets: the one a session is on, and the one a client tries before it changes over.
extension EngineSession {
    /// A client wants to try a WebSocket; `false` when it may not: it is on one, or tries one already.
    public mutating func probeArrived() -> Bool {
        guard !isOver, transport == .polling, probe == .none else { return false }
        probe = .open
        return true
    }

    /// Something came over the WebSocket that is being tried.
    public mutating func probeReceived(_ frame: EngineMessage) -> [Action] {
        guard !isOver, probe != .none else { return [] }
        guard case .text(let text) = frame, let packet = try? EnginePacket(text: text, isPolling: false) else {
            return giveUpProbe()
        }
        switch (packet, probe) {
        case (.ping(isProbe: true), .open):
            probe = .answered
            return [.sendToProbe(EnginePacket.pong(isProbe: true).frame)] + endPoll()
        case (.upgrade, .answered):
            let poll = endPoll()
            becomeWebSocket()
            return poll + [.promoteProbe] + flush()
        default: return giveUpProbe()
        }
    }

    /// The WebSocket that was being tried is gone; the session goes on without it.
    public mutating func probeClosed() {
        probe = .none
    }

    /// Something came over the session's WebSocket.
    public mutating func received(_ frame: EngineMessage, at now: NIODeadline) -> [Action] {
        guard !isOver, transport == .webSocket else { return [] }
        guard frame.byteCount <= settings.payloadBytes else { return end(.transportError) }
        guard case .text(let text) = frame else { return [.deliver(frame)] }
        guard let packet = try? EnginePacket(text: text, isPolling: false) else { return end(.malformed) }
        switch packet {
        case .message(let message): return [.deliver(message)]
        case .pong(false):
            pongArrived(at: now)
            return []
        case .close: return end(.byClient)
        default: return end(.malformed)
        }
    }

    /// The session's WebSocket is gone.
    public mutating func socketClosed() -> [Action] {
        guard transport == .webSocket else { return [] }
        return end(.transportClosed)
    }

    private mutating func giveUpProbe() -> [Action] {
        probe = .none
        return [.closeProbe]
    }
}
