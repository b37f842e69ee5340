/// Why a message is not a frame of the window protocol. Whoever sent it is disconnected with ``closeCode``.
package enum FrameError: Error, Hashable, Sendable {
    /// The message ends before the frame does, or the frame is empty.
    case truncated
    /// No frame of this direction has this kind.
    case unknownKind(UInt8)
    /// The body should be one JSON object and is not.
    case notAnObject
    /// The body, or a name in it, is not UTF-8.
    case notUTF8
    /// A JSON body is larger or deeper than the protocol allows.
    case tooLarge
    /// A field has a value that the protocol does not know.
    case invalidField

    /// The WebSocket close code of RFC 6455, section 7.4.1.
    package var closeCode: UInt16 {
        switch self {
        case .notUTF8: 1007
        case .tooLarge: 1009
        case .truncated, .unknownKind, .notAnObject, .invalidField: 1002
        }
    }
}
