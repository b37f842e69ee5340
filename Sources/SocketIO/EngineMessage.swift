public import NIOCore

/// One message as Engine.IO carries it, without the packet around it.
///
/// Copies share their bytes: a message that goes to many clients is encoded once.
public enum EngineMessage: Sendable, Hashable {
    /// UTF-8.
    case text(ByteBuffer)
    /// Any bytes.
    case binary(ByteBuffer)

    /// Takes a text.
    public init(_ text: String) {
        self = .text(ByteBuffer(string: text))
    }

    /// How many bytes it has.
    public var byteCount: Int {
        switch self {
        case .text(let bytes), .binary(let bytes): bytes.readableBytes
        }
    }
}
