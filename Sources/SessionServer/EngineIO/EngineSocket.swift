import NIOCore
import SocketIO
import Synchronization

/// A WebSocket of an Engine.IO session: the one it was opened with, or one it is to change over to.
final class EngineSocket: TextWebSocketSession {
    private let connection: EngineConnection
    private let opensSession: Bool
    private let isMain: Mutex<Bool>

    /// - Parameter opensSession: whether the session begins here; otherwise the socket is tried first.
    init(_ connection: EngineConnection, opensSession: Bool) {
        self.connection = connection
        self.opensSession = opensSession
        isMain = Mutex(opensSession)
    }

    func opened(_ socket: WebSocketConnection) {
        connection.eventLoop.execute { [connection, opensSession] in
            connection.state.withLock { state in
                if opensSession { state.socket = socket } else { state.probe = socket }
            }
            if opensSession { connection.perform { $0.socketOpened() } }
        }
    }

    func received(_ message: ByteBuffer) { take(.binary(message)) }

    func received(text: ByteBuffer) { take(.text(text)) }

    private func take(_ frame: EngineMessage) {
        let now = connection.eventLoop.now
        connection.eventLoop.execute { [connection] in
            guard !self.isMain.withLock({ $0 }) else { return connection.perform { $0.received(frame, at: now) } }
            connection.perform { $0.probeReceived(frame) }
            let isPromoted = connection.state.withLock { $0.session.transport == .webSocket && $0.probe == nil }
            if isPromoted { self.isMain.withLock { $0 = true } }
        }
    }

    func becameWritable() {
        connection.eventLoop.execute { [connection] in connection.state.withLock(\.client)?.mayTakeMore() }
    }

    func closed() {
        connection.eventLoop.execute { [connection] in
            if self.isMain.withLock({ $0 }) {
                connection.state.withLock { $0.socket = nil }
                connection.perform { $0.socketClosed() }
            } else {
                connection.state.withLock { state in
                    state.probe = nil
                    state.session.probeClosed()
                }
            }
        }
    }

    func run() async {}
}
