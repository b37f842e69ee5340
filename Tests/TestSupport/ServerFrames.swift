import NIOCore

/// Cuts what a server sends into WebSocket frames.
struct ServerFrames {
    struct Frame {
        let isFinal: Bool
        let opcode: UInt8
        let payload: ByteBuffer
    }

    /// A server that masks, or sets a reserved bit, is wrong.
    struct Malformed: Error {}

    private var unread: ByteBuffer

    init(_ bytes: ByteBuffer) {
        unread = bytes
    }

    mutating func append(_ bytes: ByteBuffer) {
        guard unread.readableBytes > 0 else {
            unread = bytes
            return
        }
        unread.discardReadBytes()
        unread.writeImmutableBuffer(bytes)
    }

    /// The next frame, once it is whole.
    mutating func next() throws -> Frame? {
        var rest = unread
        guard let (first, second) = rest.readMultipleIntegers(as: (UInt8, UInt8).self) else { return nil }
        guard first & 0x70 == 0, second & 0x80 == 0 else { throw Malformed() }
        let length: Int?
        switch second {
        case 126: length = rest.readInteger(as: UInt16.self).map(Int.init)
        case 127: length = rest.readInteger(as: UInt64.self).flatMap { Int(exactly: $0) }
        default: length = Int(second)
        }
        guard let length, let payload = rest.readSlice(length: length) else { return nil }
        unread = rest
        return Frame(isFinal: first & 0x80 != 0, opcode: first & 0x0f, payload: payload)
    }
}
