import NIOCore

extension SocketPacket {
    /// The messages it travels in: a text, and one more for each binary part.
    public var messages: [EngineMessage] {
        var (body, attachments) = (ByteBuffer(), [ByteBuffer]())
        bodyValue?.write(to: &body, attachments: &attachments)
        var text = ByteBuffer()
        text.writeString(String(typeNumber(isBinary: !attachments.isEmpty)))
        if !attachments.isEmpty { text.writeString("\(attachments.count)-") }
        if namespace != "/" { text.writeString(namespace + ",") }
        if let number { text.writeString(String(number)) }
        text.writeBuffer(&body)
        return [.text(text)] + attachments.map(EngineMessage.binary)
    }

    private func typeNumber(isBinary: Bool) -> Int {
        switch kind {
        case .connect: 0
        case .disconnect: 1
        case .event: isBinary ? 5 : 2
        case .acknowledgement: isBinary ? 6 : 3
        case .connectError: 4
        }
    }

    private var number: Int? {
        switch kind {
        case .event(_, _, let number): number
        case .acknowledgement(let number, _): number
        default: nil
        }
    }

    private var bodyValue: SocketValue? {
        switch kind {
        case .connect(let value): value
        case .disconnect: nil
        case .event(let name, let arguments, _): .array([.string(name)] + arguments)
        case .acknowledgement(_, let arguments): .array(arguments)
        case .connectError(let value): value
        }
    }
}
