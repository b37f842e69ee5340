package import NIOCore

extension ServerFrame {
    /// Reads one message; for clients.
    package init(decoding message: ByteBuffer) throws(FrameError) {
        var rest = message
        guard let kind = rest.readInteger(as: UInt8.self) else { throw .truncated }
        switch kind {
        case 0x71: self = .pong(try rest.lastField())
        case 0x81: self = .welcome(try JSONBody(received: rest))
        case 0x82: self = .ready(try Ready(decoding: &rest))
        case 0x83: self = .output(terminal: try rest.field(), offset: try rest.field(), rest)
        case 0x84:
            self = .resized(
                terminal: try rest.field(), offset: try rest.field(), columns: try rest.field(),
                rows: try rest.field(), by: try rest.restAsText())
        case 0x85:
            let (terminal, offset): (UInt32, UInt64) = (try rest.field(), try rest.field())
            guard let ending = Ending(rawValue: try rest.field()) else { throw .invalidField }
            self = .ended(terminal: terminal, offset: offset, ending, code: try rest.lastField())
        case 0x86: self = .workspace(try JSONBody(received: rest))
        case 0x87: self = .presence(try JSONBody(received: rest))
        case 0x88: self = .response(try JSONBody(received: rest))
        case 0x89: self = .notice(try JSONBody(received: rest))
        default: throw .unknownKind(kind)
        }
    }

    /// The message that says this.
    package func encoded() -> ByteBuffer {
        var message = ByteBuffer()
        switch self {
        case .pong(let number): message.writeMultipleIntegers(UInt8(0x71), number)
        case .welcome(let body): message.writeFrame(0x81, body)
        case .ready(let ready): ready.encode(into: &message)
        case .output(let terminal, let offset, let bytes):
            message.reserveCapacity(13 + bytes.readableBytes)
            message.writeMultipleIntegers(UInt8(0x83), terminal, offset)
            message.writeImmutableBuffer(bytes)
        case .resized(let terminal, let offset, let columns, let rows, let window):
            message.writeMultipleIntegers(UInt8(0x84), terminal, offset, columns, rows)
            message.writeString(window)
        case .ended(let terminal, let offset, let ending, let code):
            message.writeMultipleIntegers(UInt8(0x85), terminal, offset, ending.rawValue, code)
        case .workspace(let body): message.writeFrame(0x86, body)
        case .presence(let body): message.writeFrame(0x87, body)
        case .response(let body): message.writeFrame(0x88, body)
        case .notice(let body): message.writeFrame(0x89, body)
        }
        return message
    }
}

extension ServerFrame.Ready {
    init(decoding rest: inout ByteBuffer) throws(FrameError) {
        terminal = try rest.field()
        epoch = try rest.field()
        start = try rest.field()
        live = try rest.field()
        columns = try rest.field()
        rows = try rest.field()
        guard let mode = ServerFrame.JoinMode(rawValue: try rest.field()) else { throw .invalidField }
        self.mode = mode
        handle = try rest.restAsText()
    }

    func encode(into message: inout ByteBuffer) {
        message.writeMultipleIntegers(UInt8(0x82), terminal, epoch, start, live, columns, rows, mode.rawValue)
        message.writeString(handle)
    }
}
