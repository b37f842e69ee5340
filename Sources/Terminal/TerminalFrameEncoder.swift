package import NIOCore

/// Writes events in the form in which windows get them; called once for an event, whatever the number of windows.
///
/// It runs under the terminal's lock: it computes and returns, and calls nobody. A frame that ends with the output's own
/// bytes lets the log keep one copy instead of two.
package protocol TerminalFrameEncoder: Sendable {
    /// The frame for an event that begins at `position` on terminal `number`.
    func frame(for event: TerminalEvent, at position: OutputPosition, terminal number: UInt32) -> ByteBuffer
}
