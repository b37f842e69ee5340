package import NIOCore
package import NIOWebSocket

/// Makes messages of frames, and says which frames may not be (RFC 6455, sections 5.2 to 5.5).
///
/// It sees whole frames: the decoder before it has refused, at their header, frames of more than a message's bytes and
/// control frames that are long or fragmented. So a peer makes the server hold less than two messages.
package struct MessageAssembly {
    /// What a frame means.
    package enum Action: Hashable {
        /// Nothing yet, or a sign of life only.
        case none
        /// A whole binary message.
        case deliver(ByteBuffer)
        /// A whole text message.
        case deliverText(ByteBuffer)
        /// A ping; its payload is to be sent back.
        case pong(ByteBuffer)
        /// The peer closes.
        case close(ClosePayload)
    }

    private let settings: WebSocketSettings
    private let takesText: Bool
    private var partial: ByteBuffer?
    private var isText = false
    private var fragments = 0

    /// - Parameter takesText: whether the protocol that is spoken has text messages.
    package init(_ settings: WebSocketSettings, takesText: Bool = false) {
        self.settings = settings
        self.takesText = takesText
    }

    /// Takes the next frame. After it has thrown, nothing may be given to it any more.
    package mutating func receive(_ frame: WebSocketFrame) throws(Violation) -> Action {
        guard frame.maskKey != nil else { throw Violation(.protocolError, "a frame that is not masked") }
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
            throw Violation(.protocolError, "a reserved bit, and no extension was agreed on")
        }
        switch frame.opcode {
        case .binary where partial == nil, .text where takesText && partial == nil:
            isText = frame.opcode == .text
            return try begin(frame)
        case .binary: throw Violation(.protocolError, "a message inside a message")
        case .continuation: return try add(frame)
        case .text where takesText: throw Violation(.protocolError, "a message inside a message")
        case .text: throw Violation(.unacceptableData, "a text message; this protocol is binary")
        case .ping: return .pong(frame.unmaskedData)
        case .pong: return .none
        case .connectionClose: return .close(try ClosePayload(frame.unmaskedData))
        default: throw Violation(.protocolError, "a reserved opcode")
        }
    }

    private mutating func begin(_ frame: WebSocketFrame) throws(Violation) -> Action {
        guard frame.length <= settings.messageBytes else { throw MessageAssembly.tooLarge }
        guard !frame.fin else { return try whole(frame.unmaskedData) }
        fragments = 1
        partial = frame.unmaskedData
        return .none
    }

    private mutating func add(_ frame: WebSocketFrame) throws(Violation) -> Action {
        // Taken out, so that appending does not copy what is there.
        guard var message = partial else { throw Violation(.protocolError, "a continuation of nothing") }
        partial = nil
        fragments += 1
        guard fragments <= settings.fragments else { throw Violation(.tooLarge, "a message in too many frames") }
        guard message.readableBytes + frame.length <= settings.messageBytes else { throw MessageAssembly.tooLarge }
        var data = frame.unmaskedData
        message.writeBuffer(&data)
        if frame.fin { return try whole(message) }
        partial = message
        return .none
    }

    private func whole(_ message: ByteBuffer) throws(Violation) -> Action {
        guard isText else { return .deliver(message) }
        guard String(validating: message.readableBytesView, as: UTF8.self) != nil else {
            throw Violation(.notUTF8, "a text message that is not UTF-8")
        }
        return .deliverText(message)
    }

    package static let tooLarge = Violation(.tooLarge, "a message that is too large")
}
