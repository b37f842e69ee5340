package import NIOCore

/// One thing that happened on a terminal, as it lies in the output log.
package enum TerminalEvent: Sendable {
    /// The program printed these bytes. They may end in the middle of a character or an escape sequence.
    case output(ByteBuffer)
    /// From here on the terminal has this size; `by` is the window that decided.
    case resized(TerminalSize, by: String)
    /// The process is gone; nothing follows in this epoch.
    case ended(TerminalExit)

    /// How many bytes of the log's offset it takes; only output takes any.
    package var byteCount: Int {
        if case .output(let bytes) = self { bytes.readableBytes } else { 0 }
    }
}
