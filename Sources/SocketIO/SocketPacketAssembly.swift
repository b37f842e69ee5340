import NIOCore

/// Makes packets of messages: a text, and the binary parts that it announces.
public struct SocketPacketAssembly: Sendable {
    /// Names that events cannot have: clients call their own happenings so.
    public static let reservedNames: Set<String> = [
        "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener",
    ]

    private var waiting: (head: SocketPacketHead, parts: [ByteBuffer])?
    private var waitingBytes = 0
    private let maximumBytes: Int

    /// - Parameter maximumBytes: of all binary parts of a packet together.
    public init(maximumBytes: Int = Limits.payloadBytes) {
        self.maximumBytes = maximumBytes
    }

    /// Takes the next message; answers with a packet once one is whole.
    ///
    /// After it has thrown, nothing may be given to it any more.
    public mutating func receive(_ message: EngineMessage) throws(ProtocolViolation) -> SocketPacket? {
        switch message {
        case .text(let text):
            guard waiting == nil else { throw ProtocolViolation("a packet inside a packet") }
            let head = try SocketPacketHead(text)
            guard head.attachments > 0 else { return try SocketPacketAssembly.packet(head, parts: []) }
            waiting = (head, [])
            waitingBytes = 0
            return nil
        case .binary(let bytes):
            guard let (head, earlier) = waiting else { throw ProtocolViolation("bytes that belong to no packet") }
            waiting = nil
            waitingBytes += bytes.readableBytes
            guard waitingBytes <= maximumBytes else { throw ProtocolViolation("a packet that is too large") }
            let parts = earlier + [bytes]
            guard parts.count == head.attachments else {
                waiting = (head, parts)
                return nil
            }
            return try SocketPacketAssembly.packet(head, parts: parts)
        }
    }

    private static func packet(
        _ head: SocketPacketHead, parts: [ByteBuffer]
    ) throws(ProtocolViolation) -> SocketPacket {
        let body = try head.body.map { body throws(ProtocolViolation) in try body.replacingPlaceholders(with: parts) }
        return SocketPacket(try kind(head, body), in: head.namespace)
    }

    private static func kind(
        _ head: SocketPacketHead, _ body: SocketValue?
    ) throws(ProtocolViolation) -> SocketPacket.Kind {
        switch (head.type, body) {
        case (0, nil), (0, .object), (0, .null): return .connect(body == .null ? nil : body)
        case (1, nil): return .disconnect
        case (2, .array(let elements)), (5, .array(let elements)):
            guard case .string(let name) = elements.first, !reservedNames.contains(name) else { break }
            return .event(name, Array(elements.dropFirst()), acknowledgement: head.number)
        case (3, .array(let elements)), (6, .array(let elements)):
            guard let number = head.number else { break }
            return .acknowledgement(number, elements)
        case (4, .object), (4, .string): return .connectError(body ?? .null)
        default: break
        }
        throw ProtocolViolation("a packet whose content does not fit its kind")
    }
}

extension SocketValue {
    func replacingPlaceholders(with parts: [ByteBuffer]) throws(ProtocolViolation) -> SocketValue {
        guard !parts.isEmpty else { return self }
        switch self {
        case .object(let members):
            if self["_placeholder"] == true {
                guard let number = self["num"]?.integer, parts.indices.contains(number) else {
                    throw ProtocolViolation("a number of bytes that are not there")
                }
                return .binary(parts[number])
            }
            return .object(
                try members.map { member throws(ProtocolViolation) in
                    Member(member.name, try member.value.replacingPlaceholders(with: parts))
                })
        case .array(let elements):
            return .array(
                try elements.map { element throws(ProtocolViolation) in
                    try element.replacingPlaceholders(with: parts)
                })
        default: return self
        }
    }
}
