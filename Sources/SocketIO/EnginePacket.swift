public import NIOCore

/// A packet of Engine.IO, version 4 of its protocol.
public enum EnginePacket: Sendable, Hashable {
    /// The server's first: the handshake in JSON.
    case open(ByteBuffer)
    /// The session ends.
    case close
    /// A question for a sign of life; or, with `isProbe`, whether a WebSocket works.
    case ping(isProbe: Bool)
    /// The answer to either.
    case pong(isProbe: Bool)
    /// What Engine.IO is there for.
    case message(EngineMessage)
    /// From here on everything goes over the WebSocket.
    case upgrade
    /// Nothing: ends a poll.
    case noop

    /// Reads a packet that came as text: of a WebSocket's text message, or one part of a polling body.
    ///
    /// - Parameter isPolling: whether a message may be binary in base64, which only polling knows.
    public init(text: ByteBuffer, isPolling: Bool) throws(ProtocolViolation) {
        var data = text
        guard let type: UInt8 = data.readInteger() else { throw ProtocolViolation("an empty packet") }
        switch type {
        case UInt8(ascii: "1") where data.readableBytes == 0: self = .close
        case UInt8(ascii: "2"): self = .ping(isProbe: try EnginePacket.isProbe(data))
        case UInt8(ascii: "3"): self = .pong(isProbe: try EnginePacket.isProbe(data))
        case UInt8(ascii: "4"): self = .message(.text(data))
        case UInt8(ascii: "5") where data.readableBytes == 0: self = .upgrade
        case UInt8(ascii: "6") where data.readableBytes == 0: self = .noop
        case UInt8(ascii: "b") where isPolling:
            guard let bytes = Base64.decoded(data.readableBytesView) else {
                throw ProtocolViolation("a binary packet that is not base64")
            }
            self = .message(.binary(ByteBuffer(bytes: bytes)))
        default: throw ProtocolViolation("a packet of an unknown type")
        }
    }

    /// The packet as a polling body has it, without a separator.
    public func write(toPayload payload: inout ByteBuffer) {
        switch self {
        case .message(.binary(let bytes)):
            payload.writeInteger(UInt8(ascii: "b"))
            payload.writeBytes(Base64.encoded(bytes.readableBytesView))
        case .open(var data):
            payload.writeInteger(UInt8(ascii: "0"))
            payload.writeBuffer(&data)
        case .message(.text(var data)):
            payload.writeInteger(UInt8(ascii: "4"))
            payload.writeBuffer(&data)
        case .close: payload.writeInteger(UInt8(ascii: "1"))
        case .ping(let isProbe): payload.writeString(isProbe ? "2probe" : "2")
        case .pong(let isProbe): payload.writeString(isProbe ? "3probe" : "3")
        case .upgrade: payload.writeInteger(UInt8(ascii: "5"))
        case .noop: payload.writeInteger(UInt8(ascii: "6"))
        }
    }

    /// The packet as a WebSocket has it; binary messages go as they are.
    public var frame: EngineMessage {
        if case .message(.binary) = self, case .message(let message) = self { return message }
        var text = ByteBuffer()
        write(toPayload: &text)
        return .text(text)
    }

    /// About how many bytes it takes on its way.
    var byteCount: Int {
        switch self {
        case .message(.binary(let bytes)): (bytes.readableBytes + 2) / 3 * 4 + 1
        case .message(.text(let bytes)), .open(let bytes): bytes.readableBytes + 1
        default: 1
        }
    }

    private static func isProbe(_ data: ByteBuffer) throws(ProtocolViolation) -> Bool {
        if data.readableBytes == 0 { return false }
        guard data.readableBytesView.elementsEqual("probe".utf8) else {
            throw ProtocolViolation("a ping or pong with something in it")
        }
        return true
    }
}
