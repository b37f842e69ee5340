import NIOCore

/// A packet's text, read: everything but the bytes it still waits for.
struct SocketPacketHead {
    let type: Int
    let attachments: Int
    let namespace: String
    let number: Int?
    let body: SocketValue?

    init(_ text: ByteBuffer) throws(ProtocolViolation) {
        var rest = text
        guard let letter: UInt8 = rest.readInteger(), (0x30...0x36).contains(letter) else {
            throw ProtocolViolation("a packet of an unknown kind")
        }
        type = Int(letter) - 0x30
        attachments = type >= 5 ? try SocketPacketHead.attachments(from: &rest) : 0
        namespace = try SocketPacketHead.namespace(from: &rest)
        number = try SocketPacketHead.digits(from: &rest)
        if rest.readableBytes > 0 {
            body = try SocketValueReader.value(of: rest.readableBytesView)
        } else {
            // Not `nil`, which a value of JSON can be as well.
            body = .none
        }
    }

    private static func attachments(from rest: inout ByteBuffer) throws(ProtocolViolation) -> Int {
        guard let count = try digits(from: &rest), rest.readInteger(as: UInt8.self) == UInt8(ascii: "-"),
            (1...Limits.attachments).contains(count)
        else { throw ProtocolViolation("a binary packet with no parts, or too many") }
        return count
    }

    /// The query that old clients put behind a namespace is dropped.
    private static func namespace(from rest: inout ByteBuffer) throws(ProtocolViolation) -> String {
        guard rest.readableBytesView.first == UInt8(ascii: "/") else { return "/" }
        let length = rest.readableBytesView.firstIndex(of: UInt8(ascii: ",")).map { $0 - rest.readerIndex }
        guard let slice = rest.readSlice(length: length ?? rest.readableBytes),
            slice.readableBytes <= Limits.namespaceBytes,
            let name = String(validating: slice.readableBytesView, as: UTF8.self)
        else { throw ProtocolViolation("a namespace that cannot be one") }
        if length != nil { rest.moveReaderIndex(forwardBy: 1) }
        return String(name.prefix { $0 != "?" })
    }

    private static func digits(from rest: inout ByteBuffer) throws(ProtocolViolation) -> Int? {
        let digits = rest.readableBytesView.prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty else { return nil }
        guard digits.count <= Limits.acknowledgementDigits, let number = Int(String(decoding: digits, as: UTF8.self))
        else { throw ProtocolViolation("a number that is too large") }
        rest.moveReaderIndex(forwardBy: digits.count)
        return number
    }
}
