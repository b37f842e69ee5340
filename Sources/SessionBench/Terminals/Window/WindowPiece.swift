import NIOCore

/// What a server says to a window, as far as the bench looks at it.
enum WindowPiece {
    /// The answer to the upgrade.
    case upgraded(status: String)
    /// A run of output bytes, lent for the time of the call, and the offset of the first.
    case output(UnsafeRawBufferPointer, terminal: UInt32, offset: UInt64)
    /// Another message, whole, without its kind.
    case message(kind: UInt8, ByteBuffer)
    /// A ping, to be answered with the same bytes.
    case ping(ByteBuffer)
    /// The server closes, with its reason.
    case close(String)
}
