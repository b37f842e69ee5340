package import NIOCore
import NIOWebSocket

/// One open WebSocket, as its session sees it.
///
/// `id`, `eventLoop`, `isWritable` and `execute` may be used from anywhere, everything else on the event loop only.
/// After the socket has begun to close, what is sent is dropped.
package final class WebSocketConnection: Sendable {
    /// The id the request for the upgrade had.
    package let id: String
    package let eventLoop: any EventLoop
    private let channel: any Channel
    private let handler: NIOLoopBound<WebSocketHandler>

    init(id: String, channel: any Channel, handler: WebSocketHandler) {
        self.id = id
        self.channel = channel
        eventLoop = channel.eventLoop
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    }

    /// Whether more may be sent: false once ``Limits/unwritableAboveBytes`` wait, until they are few again.
    ///
    /// Who keeps sending regardless loses the socket at ``Limits/unsentBytes``.
    package var isWritable: Bool { channel.isWritable }

    /// Does something on the event loop, later.
    package func execute(_ work: @escaping @Sendable () -> Void) {
        eventLoop.execute(work)
    }

    /// Hands over one binary message; it leaves with the next flush. The bytes are not copied.
    package func send(_ message: ByteBuffer) {
        handler.value.send(message)
    }

    /// Hands over one text message, which is UTF-8; as ``send(_:)`` otherwise.
    package func send(text: ByteBuffer) {
        handler.value.send(text, as: .text)
    }

    /// Lets everything that was sent leave.
    package func flush() {
        handler.value.flush()
    }

    /// Begins to close: what was sent leaves first, then the peer has ``Limits/closePatience`` to answer.
    ///
    /// - Parameter reason: cut to 123 bytes.
    package func close(_ code: WebSocketCloseCode, reason: String) {
        handler.value.startClosing(code, reason)
    }

    /// Reads no more from the socket until ``resumeReading()``; what was read already is still delivered.
    package func pauseReading() {
        handler.value.pauseReading()
    }

    /// Reads again.
    package func resumeReading() {
        handler.value.resumeReading()
    }
}
