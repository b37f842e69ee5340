package import NIOCore
package import SocketIO
import Synchronization

/// One Engine.IO session and its connections: does what ``EngineSession`` decides, on one event loop.
package final class EngineConnection: Sendable {
    /// What becomes of a request.
    enum Reply: Sendable {
        case body(ByteBuffer)
        case refused(EngineRefusal)
    }

    /// The session's id, which is a secret of its client.
    let id: String
    package let eventLoop: any EventLoop
    let state: Mutex<State>
    private weak let hub: EngineHub?

    struct State {
        var session: EngineSession
        var client: (any EngineClient)?
        var poll: EventLoopPromise<Reply>?
        var socket: WebSocketConnection?
        var probe: WebSocketConnection?
        var timer: Scheduled<Void>?
    }

    init(
        id: String, over transport: EngineRequest.Transport, settings: EngineSettings, on eventLoop: any EventLoop,
        hub: EngineHub
    ) {
        self.id = id
        self.eventLoop = eventLoop
        self.hub = hub
        state = Mutex(
            State(session: EngineSession(id: id, over: transport, settings: settings, at: eventLoop.now)))
    }

    func start(_ client: any EngineClient) {
        state.withLock { $0.client = client }
        eventLoop.execute { self.arm() }
    }

    /// Whether more should be sent now; ``EngineClient/mayTakeMore()`` says when that changes to yes.
    package var wantsMore: Bool {
        state.withLock { state in
            guard state.session.transport == .webSocket else { return state.session.wantsMore }
            return state.session.wantsMore && (state.socket?.isWritable ?? false)
        }
    }

    /// Sends messages, in order and together. From any thread.
    package func send(_ messages: [EngineMessage]) {
        guard !messages.isEmpty else { return }
        perform { $0.send(messages) }
    }

    /// Ends the session. From any thread.
    package func close() {
        perform { $0.close() }
    }

    /// Has the session decide something and does it, on the event loop.
    func perform(_ change: @escaping @Sendable (inout EngineSession) -> [EngineSession.Action]) {
        if eventLoop.inEventLoop {
            carryOut(state.withLock { change(&$0.session) })
        } else {
            eventLoop.execute { self.carryOut(self.state.withLock { change(&$0.session) }) }
        }
    }

    func carryOut(_ actions: [EngineSession.Action]) {
        for action in actions {
            switch action {
            case .answerPoll(let body):
                let poll = state.withLock { state in
                    defer { state.poll = nil }
                    return state.poll
                }
                poll?.succeed(.body(body))
                eventLoop.execute { self.client?.mayTakeMore() }
            case .send(let message): EngineConnection.send(message, over: state.withLock(\.socket))
            case .sendToProbe(let message): EngineConnection.send(message, over: state.withLock(\.probe))
            case .promoteProbe:
                state.withLock { state in
                    state.socket = state.probe
                    state.probe = nil
                }
            case .closeProbe: close(\.probe)
            case .closeSocket: close(\.socket)
            case .deliver(let message): client?.received(message)
            case .ended(let reason): finish(reason)
            }
        }
    }

    private var client: (any EngineClient)? { state.withLock(\.client) }

    private static func send(_ message: EngineMessage, over socket: WebSocketConnection?) {
        socket?.execute {
            switch message {
            case .text(let bytes): socket?.send(text: bytes)
            case .binary(let bytes): socket?.send(bytes)
            }
            socket?.flush()
        }
    }

    private func close(_ which: WritableKeyPath<State, WebSocketConnection?>) {
        let socket = state.withLock { state in
            defer { state[keyPath: which] = nil }
            return state[keyPath: which]
        }
        socket?.execute { socket?.close(.normal, reason: "") }
    }

    private func finish(_ reason: EngineCloseReason) {
        hub?.forget(id)
        let (client, poll) = state.withLock { state in
            defer { (state.client, state.poll) = (nil, nil) }
            state.timer?.cancel()
            state.timer = nil
            return (state.client, state.poll)
        }
        poll?.succeed(.refused(.badRequest))
        client?.ended(reason)
    }

    private func arm() {
        state.withLock { state in
            guard !state.session.isOver else { return }
            state.timer = eventLoop.scheduleTask(deadline: state.session.nextLook) { [weak self] in
                guard let self else { return }
                self.perform { $0.timerFired(at: self.eventLoop.now) }
                self.arm()
            }
        }
    }
}
