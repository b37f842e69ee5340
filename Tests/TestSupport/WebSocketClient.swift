package import NIOCore

/// A WebSocket client that reads only when it is asked to, sends what it is told to, and remembers how it ended.
///
/// One task receives; any may send. Pings are answered while somebody receives.
package actor WebSocketClient {
    /// What a server sends.
    package enum Event: Sendable, Hashable {
        case message(ByteBuffer, isText: Bool)
        /// A ping or a pong, when ``reportsControlFrames`` was asked for.
        case ping(ByteBuffer)
        case pong(ByteBuffer)
        /// The end, again and again. No code: the connection broke, or the close frame had none.
        case closed(code: UInt16?, reason: String)
    }

    private let connection: RawConnection
    private let reportsControlFrames: Bool
    private var frames: ServerFrames
    private var partial: (bytes: ByteBuffer, isText: Bool)?
    private var ending: Event?
    /// The answer to the handshake.
    package nonisolated let handshake: HTTPReply

    private init(_ connection: RawConnection, _ handshake: HTTPReply, _ bytes: ByteBuffer, reportsControl: Bool) {
        self.connection = connection
        self.handshake = handshake
        frames = ServerFrames(bytes)
        reportsControlFrames = reportsControl
    }

    /// Opens a WebSocket, or throws ``HandshakeRefused`` with the server's answer.
    ///
    /// - Parameters:
    ///   - headers: beside those of the handshake, which they replace.
    ///   - receiveBytes: what the kernel keeps for us; small makes a slow reader slow sooner.
    package static func connect(
        host: String = "127.0.0.1", port: Int, path: String, headers: [String: String] = [:],
        subprotocol: String? = nil, receiveBytes: Int? = nil, reportsControlFrames: Bool = false,
        before deadline: Deadline = .usual
    ) async throws -> WebSocketClient {
        let connection = try await RawConnection.open(host: host, port: port, receiveBytes: receiveBytes)
        var fields = [
            "host": "\(host):\(port)", "connection": "Upgrade", "upgrade": "websocket",
            "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        ]
        if let subprotocol { fields["sec-websocket-protocol"] = subprotocol }
        for (name, value) in headers { fields[name.lowercased()] = value }
        let lines = fields.map { "\($0): \($1)\r\n" }.joined()
        try await connection.write("GET \(path) HTTP/1.1\r\n\(lines)\r\n")
        var reader = HTTPReplyReader()
        while let bytes = try await connection.read(before: deadline) {
            guard let reply = try reader.take(bytes) else { continue }
            guard reply.status == 101 else { throw HandshakeRefused(reply: reply) }
            return WebSocketClient(connection, reply, reader.leftover, reportsControl: reportsControlFrames)
        }
        throw ConnectionEnded("waiting for the answer to a WebSocket handshake")
    }

    // MARK: Sending

    /// Sends one binary message, masked.
    package nonisolated func send(_ message: ByteBuffer) async throws {
        try await connection.write(FrameBytes(FrameBytes.binary, message).bytes)
    }

    /// Sends one text message, masked.
    package nonisolated func send(text: String) async throws {
        try await connection.write(FrameBytes(FrameBytes.text, ByteBuffer(string: text)).bytes)
    }

    /// Sends a frame as it is, right or wrong.
    package nonisolated func send(_ frame: FrameBytes) async throws {
        try await connection.write(frame.bytes)
    }

    /// Sends bytes as they are.
    package nonisolated func send(raw bytes: ByteBuffer) async throws {
        try await connection.write(bytes)
    }

    /// Sends bytes as they are and does not wait for the peer to make room for them.
    package nonisolated func post(raw bytes: ByteBuffer) {
        connection.post(bytes)
    }

    /// Begins to close; the answer comes as ``Event/closed(code:reason:)``.
    package nonisolated func close(_ code: UInt16 = 1000) async throws {
        try await connection.write(FrameBytes.close(code).bytes)
    }

    /// Hangs up without a word.
    package nonisolated func drop() async {
        await connection.close()
    }

    // MARK: Receiving

    /// The next message, or the end.
    package func receive(before deadline: Deadline = .usual) async throws -> Event {
        while true {
            if let ending { return ending }
            while let frame = try frames.next() {
                if let event = try await event(of: frame) { return event }
            }
            guard let bytes = try await connection.read(before: deadline) else {
                ending = .closed(code: nil, reason: "")
                continue
            }
            frames.append(bytes)
        }
    }

    /// The next message's bytes; throws ``ConnectionEnded`` at the end.
    package func message(before deadline: Deadline = .usual) async throws -> ByteBuffer {
        while true {
            switch try await receive(before: deadline) {
            case .message(let bytes, _): return bytes
            case .ping, .pong: continue
            case .closed(let code, let reason):
                throw ConnectionEnded(
                    "waiting for a message, closed with \(code.map(String.init) ?? "nothing") \(reason)")
            }
        }
    }

    /// Throws messages away until the end, and returns its code.
    package func closeCode(before deadline: Deadline = .usual) async throws -> UInt16? {
        while true {
            if case .closed(let code, _) = try await receive(before: deadline) { return code }
        }
    }

    private func event(of frame: ServerFrames.Frame) async throws -> Event? {
        switch frame.opcode {
        case FrameBytes.ping:
            try? await send(FrameBytes(FrameBytes.pong, frame.payload))
            return reportsControlFrames ? .ping(frame.payload) : nil
        case FrameBytes.pong: return reportsControlFrames ? .pong(frame.payload) : nil
        case FrameBytes.close:
            var payload = frame.payload
            let code = payload.readInteger(as: UInt16.self)
            let event = Event.closed(code: code, reason: String(buffer: payload))
            ending = event
            // An answer; the server may be gone already.
            connection.post(FrameBytes.close(code ?? 1000).bytes)
            return event
        default: return message(of: frame)
        }
    }

    private func message(of frame: ServerFrames.Frame) -> Event? {
        var whole = partial ?? (ByteBuffer(), frame.opcode == FrameBytes.text)
        partial = nil
        if frame.isFinal, whole.bytes.readableBytes == 0 { return .message(frame.payload, isText: whole.isText) }
        whole.bytes.writeImmutableBuffer(frame.payload)
        if frame.isFinal { return .message(whole.bytes, isText: whole.isText) }
        partial = whole
        return nil
    }
}
