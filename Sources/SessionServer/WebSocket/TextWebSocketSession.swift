package import NIOCore

/// A session whose protocol has text messages beside binary ones. Without it they break the protocol.
package protocol TextWebSocketSession: WebSocketSession {
    /// A whole text message, which is UTF-8; as ``WebSocketSession/received(_:)`` otherwise.
    func received(text: ByteBuffer)
}
