public import NIOCore

/// A polling body: packets one after the other, with a separator between them.
public enum EnginePayload {
    private static let separator: UInt8 = 0x1e

    /// Reads what a client posted.
    ///
    /// Throws for more than ``Limits/packetsPerPayload`` packets, and whatever a packet throws.
    public static func packets(in body: ByteBuffer) throws(ProtocolViolation) -> [EnginePacket] {
        guard body.readableBytesView.isValidUTF8 else { throw ProtocolViolation("a body that is not UTF-8") }
        var packets: [EnginePacket] = []
        var rest = body
        while true {
            let length = rest.readableBytesView.firstIndex(of: separator).map { $0 - rest.readerIndex }
            guard let part = rest.readSlice(length: length ?? rest.readableBytes) else { break }
            guard packets.count < Limits.packetsPerPayload else {
                throw ProtocolViolation("more packets in one body than are taken")
            }
            packets.append(try EnginePacket(text: part, isPolling: true))
            guard length != nil else { break }
            rest.moveReaderIndex(forwardBy: 1)
        }
        return packets
    }

    /// The answer to a poll.
    public static func body(of packets: some Sequence<EnginePacket>) -> ByteBuffer {
        var body = ByteBuffer()
        for packet in packets {
            if body.readableBytes > 0 { body.writeInteger(separator) }
            packet.write(toPayload: &body)
        }
        return body
    }
}

extension ByteBufferView {
    var isValidUTF8: Bool { String(validating: self, as: UTF8.self) != nil }
}
