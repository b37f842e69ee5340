package import Logging
package import NIOCore
package import SessionCore
import Synchronization
import Terminal

/// One live window: translates between the window protocol and the hall, and holds no state that matters.
///
/// What must be quick (input, acknowledgements, output) is done on the socket's event loop; what may wait for the store
/// goes through a bounded list to ``run()``.
package final class Window: WebSocketSession {
    /// The public id of the connection.
    package let id: String
    let hall: Hall
    let credentials: Credentials
    let logger: Logger
    let state = Mutex(WindowState())
    private let requests: AsyncStream<JSONBody>
    private let arrivals: AsyncStream<JSONBody>.Continuation

    /// - Parameter credentials: what the upgrade showed; `hello` may add to it.
    package init(hall: Hall, credentials: Credentials, connection: String, logger: Logger) {
        id = connection
        self.hall = hall
        self.credentials = credentials
        self.logger = logger
        (requests, arrivals) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Limits.requestsPerWindow))
    }

    package func opened(_ socket: WebSocketConnection) {
        let timeout = socket.eventLoop.scheduleTask(in: Limits.helloPatience) { [weak self] in
            guard let self, case .fresh = self.state.withLock(\.phase) else { return }
            self.leave(.silent, "no hello in time")
        }
        state.withLock { state in
            state.socket = socket
            state.helloTimeout = timeout
        }
    }

    package func received(_ message: ByteBuffer) {
        do {
            try take(ClientFrame(decoding: message))
        } catch {
            close(WebSocketCloseCode(rawValue: error.closeCode), "malformed: \(error)")
        }
    }

    package func becameWritable() {
        onEventLoop { _, socket in socket.resumeReading() }
        arrangePump()
    }

    package func closed() {
        let room = state.withLock { state in
            state.leave()
            state.helloTimeout?.cancel()
            state.expiry?.cancel()
            state.socket = nil
            return state.room
        }
        arrivals.finish()
        writeRestOfRefusals()
        room?.leave(id)
        logger.debug("Client disconnected", metadata: ["connection": "\(id)"])
    }

    package func run() async {
        var isFirst = true
        for await body in requests {
            if isFirst {
                await join(saying: body)
            } else {
                await answer(body)
            }
            isFirst = false
        }
    }

    private func take(_ frame: ClientFrame) throws(FrameError) {
        switch frame {
        case .hello(let body): try greet(body)
        case .ping(let number): pong(number)
        case .request(let body):
            guard state.withLock(\.mayAsk) else { throw .invalidField }
            enqueue(body)
        case .input(let terminal, let bytes): type(bytes, into: terminal)
        case .ack(let terminal, let offset): acknowledge(offset, of: terminal)
        case .resize(let terminal, let columns, let rows):
            guard let size = TerminalSize(columns: Int(columns), rows: Int(rows)) else { return }
            resize(terminal, to: size)
        case .focus(let terminal): focus(on: terminal)
        }
    }

    /// A sign of life; a window that takes nothing gets none.
    private func pong(_ number: UInt64) {
        onEventLoop { _, socket in
            guard socket.isWritable else { return }
            socket.send(ServerFrame.pong(number).encoded())
            socket.flush()
        }
    }

    private func greet(_ body: JSONBody) throws(FrameError) {
        let isFresh = state.withLock { state in
            guard case .fresh = state.phase else { return false }
            state.phase = .joining
            state.helloTimeout?.cancel()
            return true
        }
        guard isFresh else { throw .invalidField }
        enqueue(body)
    }

    private func enqueue(_ body: JSONBody) {
        // Answers that nobody reads are not piled up: whoever asks is not read from until they are taken.
        onEventLoop { _, socket in
            if !socket.isWritable { socket.pauseReading() }
        }
        if case .dropped = arrivals.yield(body) {
            leave(.limit, "more than \(Limits.requestsPerWindow) requests wait for their answer")
        }
    }
}
