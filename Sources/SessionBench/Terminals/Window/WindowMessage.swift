import NIOCore

/// What a window of the bench says: the handshake, and messages of the window protocol in frames masked with zero.
enum WindowMessage {
    /// The workspace token of all windows of this process; the server takes those that its clients make.
    private static let token: String = {
        var random = SystemRandomNumberGenerator()
        return (0..<32).map { _ in
            let byte = UInt8.random(in: 0...255, using: &random)
            return (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }()

    /// The request for the upgrade.
    static func upgrade(port: Int) -> ByteBuffer {
        ByteBuffer(
            string: [
                "GET /window HTTP/1.1", "Host: 127.0.0.1:\(port)", "Origin: http://127.0.0.1:\(port)",
                "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: mooring.window.1",
                "", "",
            ].joined(separator: "\r\n"))
    }

    static var hello: ByteBuffer {
        frame(0x01, Array("{\"protocol\":1,\"auth\":{\"token\":\"\(token)\"}}".utf8))
    }

    static func attach(_ handle: String) -> ByteBuffer {
        frame(0x02, Array("{\"id\":1,\"op\":\"terminal.attach\",\"terminal\":\"\(handle)\"}".utf8))
    }

    static func input(_ terminal: UInt32, _ text: String) -> ByteBuffer {
        frame(0x10, bytes(terminal) + Array(text.utf8))
    }

    static func ack(_ terminal: UInt32, _ offset: UInt64) -> ByteBuffer {
        frame(0x11, bytes(terminal) + bytes(offset))
    }

    static func pong(_ payload: ByteBuffer) -> ByteBuffer {
        masked(0x8a, Array(payload.readableBytesView))
    }

    private static func frame(_ kind: UInt8, _ body: [UInt8]) -> ByteBuffer {
        masked(0x82, [kind] + body)
    }

    private static func masked(_ first: UInt8, _ payload: [UInt8]) -> ByteBuffer {
        var frame = ByteBuffer()
        frame.writeInteger(first)
        if payload.count < 126 {
            frame.writeInteger(0x80 | UInt8(payload.count))
        } else {
            frame.writeMultipleIntegers(UInt8(0x80 | 126), UInt16(clamping: payload.count))
        }
        frame.writeInteger(UInt32(0))
        frame.writeBytes(payload)
        return frame
    }

    private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
