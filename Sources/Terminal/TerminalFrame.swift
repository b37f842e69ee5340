package import NIOCore

/// An event as a window gets it, and the bytes that say so on the wire.
package struct TerminalFrame: Sendable {
    /// Where the event begins.
    package let position: OutputPosition
    /// What happened.
    package let event: TerminalEvent
    /// The event as the session's encoder wrote it; one storage, shared by all windows.
    package let bytes: ByteBuffer

    /// The offset after the event: what a window acknowledges once it has parsed it.
    package var endOffset: UInt64 { position.offset + UInt64(event.byteCount) }
}
