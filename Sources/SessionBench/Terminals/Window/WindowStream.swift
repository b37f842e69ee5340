import NIOCore

/// Cuts what a server sends to a window into pieces; output is handed on where it lies, without being copied.
struct WindowStream {
    private enum Phase {
        case handshake
        case header
        case output(rest: Int, terminal: UInt32, offset: UInt64)
        case body(rest: Int, opcode: UInt8)
    }

    private static let output: UInt8 = 0x83
    /// The kind, the terminal and the offset of an output message.
    private static let outputHead = 13
    private var phase = Phase.handshake
    private var head: [UInt8] = []
    private var body = ByteBuffer()

    /// Takes the next bytes and hands over what is whole in them; throws what no server may send.
    mutating func take(
        _ bytes: UnsafeRawBufferPointer, _ found: (WindowPiece) throws(BenchFailure) -> Void
    ) throws(BenchFailure) {
        var place = 0
        while place < bytes.count {
            switch phase {
            case .handshake:
                head.append(bytes[place])
                place += 1
                guard head.suffix(4) == [0x0d, 0x0a, 0x0d, 0x0a] else { continue }
                let status = String(decoding: head.prefix { $0 != 0x0d }, as: UTF8.self)
                head.removeAll(keepingCapacity: true)
                phase = .header
                try found(.upgraded(status: status))
            case .header:
                head.append(bytes[place])
                place += 1
                try begin(found)
            case .output(let rest, let terminal, let offset):
                let count = min(rest, bytes.count - place)
                let piece = UnsafeRawBufferPointer(rebasing: bytes[place..<place + count])
                place += count
                phase =
                    count == rest
                    ? .header : .output(rest: rest - count, terminal: terminal, offset: offset + UInt64(count))
                try found(.output(piece, terminal: terminal, offset: offset))
            case .body(let rest, let opcode):
                let count = min(rest, bytes.count - place)
                body.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[place..<place + count]))
                place += count
                phase = .body(rest: rest - count, opcode: opcode)
                if count == rest { try finish(opcode, found) }
            }
        }
    }

    /// Looks whether the head of a message is whole.
    private mutating func begin(_ found: (WindowPiece) throws(BenchFailure) -> Void) throws(BenchFailure) {
        guard head.count >= 2 else { return }
        let extra = head[1] == 126 ? 2 : head[1] == 127 ? 8 : 0
        guard head[1] < 128, head[0] & 0x70 == 0 else { throw BenchFailure("the server broke the WebSocket protocol") }
        guard head.count >= 2 + extra else { return }
        let length = extra == 0 ? Int(head[1]) : Int(clamping: WindowStream.number(head[2..<2 + extra]))
        let opcode = head[0]
        if opcode == 0x82, length >= WindowStream.outputHead {
            guard head.count > 2 + extra else { return }
            if head[2 + extra] == WindowStream.output {
                guard head.count == 2 + extra + WindowStream.outputHead else { return }
                let fields = head[(3 + extra)...]
                let rest = length - WindowStream.outputHead
                phase =
                    rest == 0
                    ? .header
                    : .output(
                        rest: rest, terminal: UInt32(WindowStream.number(fields.prefix(4))),
                        offset: WindowStream.number(fields.suffix(8)))
                head.removeAll(keepingCapacity: true)
                return
            }
        }
        guard length <= Limits.windowMessageBytes else { throw BenchFailure("a message of \(length) bytes came") }
        body.clear()
        body.writeBytes(head[(2 + extra)...])
        let rest = length - body.readableBytes
        head.removeAll(keepingCapacity: true)
        phase = .body(rest: rest, opcode: opcode)
        if rest == 0 { try finish(opcode, found) }
    }

    private mutating func finish(
        _ opcode: UInt8, _ found: (WindowPiece) throws(BenchFailure) -> Void
    ) throws(BenchFailure) {
        phase = .header
        var whole = body
        body = ByteBuffer()
        switch opcode & 0x0f {
        case 0x2:
            guard opcode & 0x80 != 0, let kind = whole.readInteger(as: UInt8.self) else {
                throw BenchFailure("a message came in parts, or without a kind")
            }
            try found(.message(kind: kind, whole))
        case 0x8:
            whole.moveReaderIndex(forwardBy: min(2, whole.readableBytes))
            try found(.close(String(buffer: whole)))
        case 0x9: try found(.ping(whole))
        default: throw BenchFailure("a frame of kind \(opcode & 0x0f) came")
        }
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
