package import NIOCore

/// What a window sends; `docs/window-protocol.md` has the table.
package enum ClientFrame: Sendable, Hashable {
    /// The first message: protocol, workspace, and what the window shows of its identity.
    case hello(JSONBody)
    /// An intention, answered by exactly one response.
    case request(JSONBody)
    /// Bytes typed into a terminal.
    case input(terminal: UInt32, ByteBuffer)
    /// How far the window has parsed a terminal's output.
    case ack(terminal: UInt32, offset: UInt64)
    /// How much room the window has for a terminal, in cells.
    case resize(terminal: UInt32, columns: UInt16, rows: UInt16)
    /// Which terminal has the window's focus; 0 for none.
    case focus(terminal: UInt32)
    /// A sign of life, answered by a pong with the same number.
    case ping(UInt64)

    /// Reads one message.
    package init(decoding message: ByteBuffer) throws(FrameError) {
        var rest = message
        guard let kind = rest.readInteger(as: UInt8.self) else { throw .truncated }
        switch kind {
        case 0x01: self = .hello(try JSONBody(received: rest))
        case 0x02: self = .request(try JSONBody(received: rest))
        case 0x10: self = .input(terminal: try rest.field(), rest)
        case 0x11: self = .ack(terminal: try rest.field(), offset: try rest.lastField())
        case 0x12: self = .resize(terminal: try rest.field(), columns: try rest.field(), rows: try rest.lastField())
        case 0x13: self = .focus(terminal: try rest.lastField())
        case 0x70: self = .ping(try rest.lastField())
        default: throw .unknownKind(kind)
        }
    }

    /// The message that says this.
    package func encoded() -> ByteBuffer {
        var message = ByteBuffer()
        switch self {
        case .hello(let body): message.writeFrame(0x01, body)
        case .request(let body): message.writeFrame(0x02, body)
        case .input(let terminal, let bytes):
            message.writeMultipleIntegers(UInt8(0x10), terminal)
            message.writeImmutableBuffer(bytes)
        case .ack(let terminal, let offset): message.writeMultipleIntegers(UInt8(0x11), terminal, offset)
        case .resize(let terminal, let columns, let rows):
            message.writeMultipleIntegers(UInt8(0x12), terminal, columns, rows)
        case .focus(let terminal): message.writeMultipleIntegers(UInt8(0x13), terminal)
        case .ping(let number): message.writeMultipleIntegers(UInt8(0x70), number)
        }
        return message
    }
}
