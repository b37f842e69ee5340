import NIOCore
import SessionServer
import Synchronization
import TestSupport

/// A session that keeps what happened to it, and sends back what it receives.
///
/// Three messages are orders: `flood N` sends N bytes whenever the socket is writable, `burst N` sends them at once, and
/// `pause` stops reading. A message's first byte tells them from data: `!`.
final class WebSocketTestSession: WebSocketSession {
    struct State {
        var socket: WebSocketConnection?
        var received = 0
        var receivedBytes = 0
        var owed = 0
        var timesFull = 0
        var isClosed = false
        var runEnded = false
        var callsAfterClose = 0
    }

    /// Bytes of one message of a flood.
    static let floodMessageBytes = 32 << 10

    let state = Mutex(State())
    private let chunk = ByteBuffer(repeating: 0x61, count: floodMessageBytes)

    func opened(_ socket: WebSocketConnection) {
        state.withLock { $0.socket = socket }
    }

    func received(_ message: ByteBuffer) {
        let socket = state.withLock { state in
            state.received += 1
            state.receivedBytes += message.readableBytes
            if state.isClosed { state.callsAfterClose += 1 }
            return state.socket
        }
        guard let socket else { return }
        let words = message.readableBytes < 40 ? String(buffer: message).split(separator: " ") : []
        switch words.first {
        case "!flood":
            state.withLock { $0.owed = words.last.flatMap { Int($0) } ?? 0 }
            pump(socket)
        case "!burst":
            let count = words.last.flatMap { Int($0) } ?? 0
            for _ in 0..<(count / WebSocketTestSession.floodMessageBytes) { socket.send(chunk) }
            socket.flush()
        case "!pause": socket.pauseReading()
        case "!close":
            socket.send(ByteBuffer(string: "last words"))
            socket.close(WebSocketCloseCode(rawValue: 4429), reason: String(repeating: "ü", count: 100))
            socket.send(ByteBuffer(string: "too late"))
        default:
            socket.send(message)
            socket.flush()
        }
    }

    func becameWritable() {
        guard let socket = state.withLock({ $0.socket }) else { return }
        pump(socket)
    }

    func closed() {
        state.withLock { state in
            if state.isClosed { state.callsAfterClose += 1 }
            state.isClosed = true
            state.socket = nil
        }
    }

    func run() async {
        try? await Task.sleep(for: .seconds(3_600))
        state.withLock { $0.runEnded = true }
    }

    private func pump(_ socket: WebSocketConnection) {
        while state.withLock({ $0.owed > 0 }) {
            guard socket.isWritable else {
                state.withLock { $0.timesFull += 1 }
                break
            }
            socket.send(chunk)
            state.withLock { $0.owed -= chunk.readableBytes }
        }
        socket.flush()
    }
}
